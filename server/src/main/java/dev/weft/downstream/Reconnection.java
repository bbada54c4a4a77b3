package dev.weft.downstream;

import dev.weft.loop.Loop;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;

/**
 * Keeps a channel connected: connects it at the start and whenever it has lost its connection, and never pauses longer
 * than told between two attempts, be it of the channel or of one of its addresses. gRPC's own pause grows to two minutes and cannot be
 * configured.
 */
final class Reconnection {
    private final ManagedChannel channel;
    private final Loop loop;
    private final AddressWatch addresses;
    private final long pauseNanos;

    Reconnection(ManagedChannel channel, Loop loop, AddressWatch addresses, Duration maxPause) {
        this.channel = channel;
        this.loop = loop;
        this.addresses = addresses;
        this.pauseNanos = maxPause.toNanos();
    }

    /** Begins; it ends when the channel is shut down. */
    void start() {
        loop.execute(() -> {
            channel.getState(true);
            watch();
            lookAtAddresses();
        });
    }

    /** A channel with several addresses is READY as long as one of them is: the others have pauses of their own. */
    private void lookAtAddresses() {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.SHUTDOWN) {
            return;
        }
        Addresses now = addresses.now();
        if (state == ConnectivityState.READY && now.called() < now.known()) {
            channel.resetConnectBackoff();
        }
        loop.schedule(this::lookAtAddresses, pauseNanos);
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
