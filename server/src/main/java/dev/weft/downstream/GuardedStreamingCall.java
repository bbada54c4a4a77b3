package dev.weft.downstream;

import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.StreamGuard.Admitted;
import dev.weft.downstream.StreamGuard.Refused;
import dev.weft.downstream.StreamGuard.Watch;
import java.util.Optional;

/** Makes the calls that a guard lets begin, and shows it how they go. */
final class GuardedStreamingCall implements StreamingCall {
    private final StreamingCall inner;
    private final StreamGuard guard;

    GuardedStreamingCall(StreamingCall inner, StreamGuard guard) {
        this.inner = inner;
        this.guard = guard;
    }

    @Override
    public Stream start(StreamContext context, Listener listener) {
        StreamGuard.Admission admission = guard.admit(context);
        if (admission instanceof Refused refused) {
            Ended none = new Ended();
            listener.ended(Optional.of(refused.failure()));
            return none;
        }
        Guarded guarded = new Guarded(((Admitted) admission).watch());
        try {
            guarded.relayTo(inner.start(context, guarded.listener(listener)));
            return guarded;
        } catch (RuntimeException e) {
            guarded.settle();
            throw e;
        }
    }

    /** One that never began. */
    private static final class Ended extends RelayedStream {}

    private static final class Guarded extends RelayedStream {
        private final Watch watch;
        private boolean over;

        Guarded(Watch watch) {
            this.watch = watch;
        }

        Listener listener(Listener outer) {
            return new RelayedListener(outer) {
                @Override
                public void message(byte[] message) {
                    watch.answered();
                    super.message(message);
                }

                @Override
                public void ended(Optional<Failure> failure) {
                    if (!over) {
                        over = true;
                        watch.ended(failure);
                    }
                    super.ended(failure);
                }
            };
        }

        void settle() {
            if (!over) {
                over = true;
                watch.givenUp();
            }
        }

        @Override
        public void cancel() {
            settle();
            super.cancel();
        }
    }
}
