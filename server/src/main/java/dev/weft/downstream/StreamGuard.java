package dev.weft.downstream;

import dev.weft.downstream.CallResult.Failure;
import java.util.Optional;

/** Decides whether a stream may begin, and sees how it goes: what a layer of a {@link CallStack} is to a unary call. */
@FunctionalInterface
interface StreamGuard {
    /** Asked on the loop of {@code context}, when a stream is about to begin. */
    Admission admit(StreamContext context);

    /** Whether a stream may begin. */
    sealed interface Admission {}

    /** It may not. */
    record Refused(Failure failure) implements Admission {}

    /** It may. */
    record Admitted(Watch watch) implements Admission {}

    /** Sees how one stream goes. Called on its loop; of {@code ended} and {@code givenUp} one is called, once. */
    interface Watch {
        /** The downstream has sent a message. */
        default void answered() {}

        /** It has ended; empty when all went well. */
        void ended(Optional<Failure> failure);

        /** Its client has broken it off. */
        void givenUp();
    }
}
