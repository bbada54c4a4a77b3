/** Descriptor sets: loading them, the options that Weft reads in them, and where in the .proto files things stand. */
@NullMarked
package dev.weft.schema;

import org.jspecify.annotations.NullMarked;
