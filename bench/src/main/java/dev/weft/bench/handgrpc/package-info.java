/** The page written by hand with grpc-java. */
@NullMarked
package dev.weft.bench.handgrpc;

import org.jspecify.annotations.NullMarked;
