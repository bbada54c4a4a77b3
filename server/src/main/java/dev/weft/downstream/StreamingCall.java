package dev.weft.downstream;

import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import java.util.Optional;

/**
 * One way of calling one streaming method: messages as bytes in both directions, none faster than its reader asks for. Safe for use by
 * many clients at once.
 */
public interface StreamingCall {
    /** Begins a call. Called on the loop of {@code context}; {@code listener} is told there, possibly before this method returns. */
    Stream start(StreamContext context, Listener listener);

    /** A call under way, as its client drives it. Called on its loop; after its end, or its cancellation, nothing happens. */
    interface Stream extends Cancellable {
        /** Lets the downstream send so many more messages. */
        void request(int messages);

        /** Whether a message that is sent now goes out, rather than being kept here. */
        boolean isReady();

        /** Sends a message. */
        void send(byte[] message);

        /** There are no more messages to send. */
        void halfClose();

        /** Breaks the call off; the listener is not told of anything any more. */
        @Override
        void cancel();
    }

    /** What is told of a call. Called on its loop. */
    interface Listener {
        /** The downstream has begun to answer. */
        void begun();

        /** One of the messages that were asked for. */
        void message(byte[] message);

        /** {@link Stream#isReady} has become true. */
        void ready();

        /** The downstream has ended the call, or something has: the last that is told. Empty when all went well. */
        void ended(Optional<Failure> failure);
    }
}
