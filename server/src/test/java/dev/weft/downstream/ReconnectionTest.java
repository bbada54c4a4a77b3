package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.FakeLoop;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconnectionTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FakeLoop loop = new FakeLoop();
    private final FakeChannel channel = new FakeChannel();
    private final AddressWatch addresses = new AddressWatch();

    private void start() {
        new Reconnection(channel, loop, addresses, PAUSE).start();
        loop.advance(Duration.ZERO);
    }

    @Test
    void anAddressThatIsGoneIsTriedEachTimeThoughTheOthersAreThere() {
        channel.state = ConnectivityState.READY;
        addresses.set(new Addresses(2, 1));
        start();
        int before = channel.resets;
        loop.advance(PAUSE.multipliedBy(3));
        assertThat(channel.resets - before).isEqualTo(3);
        addresses.set(new Addresses(2, 2));
        before = channel.resets;
        loop.advance(PAUSE.multipliedBy(3));
        assertThat(channel.resets).isEqualTo(before);
    }

    @Test
    void endsWithTheChannel() {
        start();
        channel.state = ConnectivityState.SHUTDOWN;
        loop.advance(PAUSE.multipliedBy(2));
        assertThat(loop.pendingTimers()).isZero();
    }

    /** Says what it is told to say of itself. */
    private static final class FakeChannel extends ManagedChannel {
        private ConnectivityState state = ConnectivityState.TRANSIENT_FAILURE;
        private int resets;

        @Override
        public ConnectivityState getState(boolean requestConnection) {
            return state;
        }

        @Override
        public void notifyWhenStateChanged(ConnectivityState source, Runnable callback) {}

        @Override
        public void resetConnectBackoff() {
            resets++;
        }

        @Override
        public ManagedChannel shutdown() {
            return this;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return this;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String authority() {
            return "";
        }
    }
}
