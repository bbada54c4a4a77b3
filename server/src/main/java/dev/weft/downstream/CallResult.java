package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.wire.Piece;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface CallResult {
    /**
     * It answered.
     *
     * @param message the serialized response
     * @param pieces what {@link CheckedCall} read of it, one for each of its reads; empty below it
     * @param partial whether the downstream, another Weft, says that it lacks parts
     * @param remembered that it comes from memory; empty when the downstream has just sent it
     * @param freshNanos for how long it stands for the same call; 0 when it does not
     */
    record Answer(byte[] message, List<Piece> pieces, boolean partial, Optional<Remembered> remembered, long freshNanos)
            implements CallResult {
        /** As it was just sent, and read. */
        public Answer(byte[] message, List<Piece> pieces) {
            this(message, pieces, false, Optional.empty(), 0);
        }

        /** As it was just sent. */
        public Answer(byte[] message) {
            this(message, List.of());
        }

        /** One that comes from memory. */
        static Answer remembered(byte[] message, Remembered remembered, long freshNanos) {
            return new Answer(message, List.of(), false, Optional.of(remembered), freshNanos);
        }

        /** The same, which stands for the same call for so long. */
        Answer freshFor(long nanos) {
            return new Answer(message, pieces, partial, remembered, nanos);
        }

        /** The same, read. */
        Answer with(List<Piece> read) {
            return new Answer(message, read, partial, remembered, freshNanos);
        }
    }

    /**
     * That an answer comes from memory.
     *
     * @param ageNanos how long ago the downstream sent it
     * @param stale whether it is older than it should be
     */
    record Remembered(long ageNanos, boolean stale) {}

    /**
     * It did not.
     *
     * @param code why; never OK
     * @param cause what happened, in Weft's own words, for the log: "connection refused", "circuit breaker open"
     * @param status the google.rpc.Status that the downstream sent, serialized; only a forwarded rpc hands it on
     * @param again what is said of another attempt
     */
    record Failure(Code code, String cause, byte @Nullable [] status, Again again) implements CallResult {
        public Failure(Code code, String cause, byte @Nullable [] status) {
            this(code, cause, status, new Again.Unsaid());
        }

        public Failure(Code code, String cause) {
            this(code, cause, null);
        }

        /** That of a call for which there was no connection, or which was lost with it. */
        static Failure lost(String cause) {
            return new Failure(Code.UNAVAILABLE, cause, null, new Again.Elsewhere());
        }

        /** That of a call which did not leave Weft. */
        static Failure refused(Code code, String cause) {
            return new Failure(code, cause, null, new Again.Refused());
        }
    }
}
