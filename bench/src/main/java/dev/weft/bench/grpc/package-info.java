/** What the processes that use grpc-java by hand share: event loops, a channel on each, messages as bytes. */
@NullMarked
package dev.weft.bench.grpc;

import org.jspecify.annotations.NullMarked;
