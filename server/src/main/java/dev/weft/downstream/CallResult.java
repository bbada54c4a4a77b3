package dev.weft.downstream;

import com.google.rpc.Code;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface CallResult {
    /** It answered. */
    record Answer(byte[] message) implements CallResult {}

    /**
     * It did not.
     *
     * @param code why; never OK
     * @param cause what happened, in Weft's own words, for the log: "connection refused", "circuit breaker open"
     * @param status the google.rpc.Status that the downstream sent, serialized; only a forwarded rpc hands it on
     */
    record Failure(Code code, String cause, byte @Nullable [] status) implements CallResult {
        public Failure(Code code, String cause) {
            this(code, cause, null);
        }
    }
}
