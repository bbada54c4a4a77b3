/** The page written by hand with Armeria, over gRPC and JSON. */
@NullMarked
package dev.weft.bench.handarmeria;

import org.jspecify.annotations.NullMarked;
