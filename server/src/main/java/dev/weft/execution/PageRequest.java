package dev.weft.execution;

import dev.weft.downstream.Headers;
import dev.weft.downstream.Loop;
import java.util.OptionalLong;

/**
 * What a client asks.
 *
 * @param loop the loop that the page belongs to
 * @param message the serialized request
 * @param clientDeadlineNanos when the client stops waiting, on the loop's clock; empty when it did not say
 * @param headers the client's headers that go on to the downstreams
 * @param requestId what the log calls the request
 */
public record PageRequest(
        Loop loop, byte[] message, OptionalLong clientDeadlineNanos, Headers headers, String requestId) {}
