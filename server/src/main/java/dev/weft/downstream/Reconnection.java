package dev.weft.downstream;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;

/**
 * Keeps a channel connected: connects it at the start and whenever it has lost its connection, and never pauses longer
 * than told between two attempts. gRPC's own pause grows to two minutes and cannot be configured.
 */
final class Reconnection {
    private final ManagedChannel channel;
    private final Loop loop;
    private final long pauseNanos;

    Reconnection(ManagedChannel channel, Loop loop, Duration maxPause) {
        this.channel = channel;
        this.loop = loop;
        this.pauseNanos = maxPause.toNanos();
    }

    /** Begins; it ends when the channel is shut down. */
    void start() {
        loop.execute(() -> {
            channel.getState(true);
            watch();
        });
    }

    private void watch() {
        ConnectivityState state = channel.getState(false);
        switch (state) {
            case CONNECTING, READY -> channel.notifyWhenStateChanged(state, this::watch);
            // Not at once for IDLE either: a server that takes connections only to close them would be taken at its
            // word.
            case IDLE, TRANSIENT_FAILURE -> loop.schedule(this::connect, pauseNanos);
            case SHUTDOWN -> {}
        }
    }

    private void connect() {
        if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
        watch();
    }
}
