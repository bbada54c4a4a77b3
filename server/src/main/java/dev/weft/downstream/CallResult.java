package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.wire.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface CallResult {
    /**
     * It answered.
     *
     * @param message the serialized response
     * @param pieces what {@link CheckedCall} read of it, one for each of its reads; empty below it
     */
    record Answer(byte[] message, List<Piece> pieces) implements CallResult {
        public Answer(byte[] message) {
            this(message, List.of());
        }
    }

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

        /** That of a call which did not leave Weft. */
        static Failure refused(Code code, String cause) {
            return new Failure(code, cause, null, new Again.Refused());
        }
    }
}
