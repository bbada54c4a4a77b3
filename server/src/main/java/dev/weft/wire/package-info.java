/** Reading and writing protobuf wire bytes without message objects: mappings, projections, templates. */
@NullMarked
package dev.weft.wire;

import org.jspecify.annotations.NullMarked;
