package dev.weft.downstream;

import dev.weft.downstream.CallResult.Failure;
import java.util.Optional;

/** Tells another listener all that it is told. */
abstract class RelayedListener implements StreamingCall.Listener {
    private final StreamingCall.Listener listener;

    RelayedListener(StreamingCall.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void begun() {
        listener.begun();
    }

    @Override
    public void message(byte[] message) {
        listener.message(message);
    }

    @Override
    public void ready() {
        listener.ready();
    }

    @Override
    public void ended(Optional<Failure> failure) {
        listener.ended(failure);
    }
}
