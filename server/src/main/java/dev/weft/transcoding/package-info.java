/** google.api.http rules compiled, to be run in both directions; JSON to protobuf wire bytes and back. */
@NullMarked
package dev.weft.transcoding;

import org.jspecify.annotations.NullMarked;
