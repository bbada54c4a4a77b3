package dev.weft.downstream;

import dev.weft.downstream.StreamingCall.Stream;
import org.jspecify.annotations.Nullable;

/** Hands on what its client does to the stream inside, once that has begun. */
abstract class RelayedStream implements Stream {
    /** Null while it is being started. */
    private @Nullable Stream inner;

    void relayTo(Stream started) {
        inner = started;
    }

    @Override
    public void request(int messages) {
        if (inner != null) {
            inner.request(messages);
        }
    }

    @Override
    public boolean isReady() {
        return inner != null && inner.isReady();
    }

    @Override
    public void send(byte[] message) {
        if (inner != null) {
            inner.send(message);
        }
    }

    @Override
    public void halfClose() {
        if (inner != null) {
            inner.halfClose();
        }
    }

    @Override
    public void cancel() {
        if (inner != null) {
            inner.cancel();
        }
    }
}
