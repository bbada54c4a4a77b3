package dev.weft.execution;

import com.google.rpc.Status;
import dev.weft.loop.Cancellable;

/** A streaming rpc being answered, as its client drives it. Called on the request's loop; after the end nothing happens. */
public interface RunningStream extends Cancellable {
    /** One of the messages that were asked for. */
    void message(byte[] message);

    /** The client sends no more messages. */
    void halfClosed();

    /** {@link StreamClient#isReady} has become true. */
    void ready();

    /** Ends it: the client is told, and what is under way for it is broken off. */
    void fail(Status status);

    /** The client has gone: what is under way for it is broken off, but for what may be changing something and will end by itself. */
    @Override
    void cancel();
}
