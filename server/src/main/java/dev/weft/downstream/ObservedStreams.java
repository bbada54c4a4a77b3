package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.MethodListener.Attempt;
import java.util.Optional;

/** Tells a listener of each stream that has ended, or was turned away: as of a call's only attempt. */
record ObservedStreams(MethodListener listener) implements StreamGuard {
    @Override
    public Admission admit(StreamContext context) {
        long start = context.loop().nanoTime();
        return new Admitted(new Watch() {
            @Override
            public void ended(Optional<Failure> failure) {
                listener.attempted(new Attempt(
                        1,
                        failure.filter(it -> it.again() instanceof Again.Refused)
                                .isPresent(),
                        failure.map(Failure::code).orElse(Code.OK),
                        context.loop().nanoTime() - start));
            }

            @Override
            public void givenUp() {
                // As with any call: not counted.
            }
        });
    }
}
