package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Breaks off a stream that has not ended by its deadline. Does not begin one whose deadline has passed. */
final class TimedStreamingCall implements StreamingCall {
    private final StreamingCall inner;

    TimedStreamingCall(StreamingCall inner) {
        this.inner = inner;
    }

    @Override
    public Stream start(StreamContext context, Listener listener) {
        if (context.deadlineNanos().isEmpty()) {
            return inner.start(context, listener);
        }
        long nanos = context.deadlineNanos().getAsLong() - context.loop().nanoTime();
        Timed timed = new Timed(listener, nanos);
        if (nanos <= 0) {
            listener.ended(Optional.of(Failure.refused(Code.DEADLINE_EXCEEDED, "no time left to make the call")));
        } else {
            timed.timer = context.loop().schedule(timed::late, nanos);
            timed.relayTo(inner.start(context, timed.listener()));
        }
        return timed;
    }

    /** One call against the clock: whichever comes first is its end. */
    private static final class Timed extends RelayedStream {
        private final Listener listener;
        private final long nanos;
        private @Nullable Cancellable timer;
        private boolean over;

        Timed(Listener listener, long nanos) {
            this.listener = listener;
            this.nanos = nanos;
        }

        Listener listener() {
            return new RelayedListener(listener) {
                @Override
                public void ended(Optional<Failure> failure) {
                    end(failure);
                }
            };
        }

        private void late() {
            super.cancel();
            end(Optional.of(new Failure(Code.DEADLINE_EXCEEDED, Trouble.notOverWithin(nanos))));
        }

        private void end(Optional<Failure> failure) {
            if (stop()) {
                listener.ended(failure);
            }
        }

        private boolean stop() {
            boolean first = !over;
            over = true;
            if (timer != null) {
                timer.cancel();
            }
            return first;
        }

        @Override
        public void cancel() {
            stop();
            super.cancel();
        }
    }
}
