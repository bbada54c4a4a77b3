package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.loop.Loop;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets no stream begin at a downstream that has been failing. A stream counts once, at its end, and by how it ended: how long it
 * lived, and that its time ran out, say nothing of the downstream.
 *
 * <p>One that probes whether the downstream is well again must not keep others from doing so for as long as it lives: its first message is
 * the proof; when neither that nor its end comes within {@code patience} it proves nothing, and the next call probes.
 */
final class StreamBreaker implements StreamGuard {
    private final CircuitBreaker breaker;
    private final BreakerLog log;
    private final Duration patience;

    /**
     * @param breaker of the downstream, shared by all its methods
     * @param log of the breaker
     */
    StreamBreaker(CircuitBreaker breaker, BreakerLog log, Duration patience) {
        this.breaker = breaker;
        this.log = log;
        this.patience = patience;
    }

    @Override
    public Admission admit(StreamContext context) {
        boolean permitted = breaker.tryAcquirePermission();
        log.look();
        if (!permitted) {
            return new Refused(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        }
        Permission permission = new Permission();
        if (breaker.getState() == State.HALF_OPEN) {
            permission.probe(context.loop());
        }
        return new Admitted(permission);
    }

    /** What the breaker is owed for one stream: one word, and only one. */
    private final class Permission implements Watch {
        private boolean settled;

        /** Of a stream that probes. */
        private @Nullable Cancellable timer;

        void probe(Loop loop) {
            timer = loop.schedule(this::release, patience.toNanos());
        }

        @Override
        public void answered() {
            if (timer != null) {
                settle(Code.OK);
            }
        }

        @Override
        public void ended(Optional<Failure> failure) {
            Code code = failure.map(Failure::code).orElse(Code.OK);
            if (code == Code.DEADLINE_EXCEEDED) {
                release();
            } else {
                settle(code);
            }
        }

        @Override
        public void givenUp() {
            release();
        }

        private void settle(Code code) {
            if (!end()) {
                return;
            }
            // What began before it opened is no probe.
            if (timer != null || breaker.getState() != State.HALF_OPEN) {
                breaker.onResult(0, TimeUnit.NANOSECONDS, code);
            }
            log.look();
        }

        private void release() {
            // One that began while the breaker was closed holds nothing that could be given back.
            if (end() && timer != null) {
                breaker.releasePermission();
            }
        }

        private boolean end() {
            boolean first = !settled;
            settled = true;
            if (timer != null) {
                timer.cancel();
            }
            return first;
        }
    }
}
