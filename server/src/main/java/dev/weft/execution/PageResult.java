package dev.weft.execution;

import com.google.rpc.Status;
import dev.weft.plan.ReadMask;
import java.util.List;
import java.util.Optional;

/** What a client is answered. */
public sealed interface PageResult {
    /**
     * The page.
     *
     * @param message the serialized answer
     * @param missing the names of the calls that the page had to do without, or with what stands in, and of the fields and {@code let}s
     *     whose expression went wrong; empty when it is complete
     * @param reuse that it may be used again; empty when a call is not to be remembered, or when it is not complete
     * @param asked what of the answer was asked for; empty for all of it
     */
    record Answered(byte[] message, List<String> missing, Optional<Reuse> reuse, Optional<ReadMask> asked)
            implements PageResult {
        /** One of which all was asked for. */
        public Answered(byte[] message, List<String> missing, Optional<Reuse> reuse) {
            this(message, missing, reuse, Optional.empty());
        }

        /** One that is not to be used again. */
        public Answered(byte[] message, List<String> missing) {
            this(message, missing, Optional.empty(), Optional.empty());
        }

        /** The same, of which this was asked for. */
        Answered of(ReadMask mask) {
            return new Answered(message, missing, reuse, Optional.of(mask));
        }
    }

    /**
     * No page.
     *
     * @param status code, text and details, fit for the client's eyes
     */
    record Failed(Status status) implements PageResult {}
}
