package dev.weft.execution;

import com.google.rpc.Status;
import java.util.List;

/** What the client gets. */
public sealed interface PageResult {
    /**
     * The page.
     *
     * @param message the serialized answer
     * @param missing the names of the calls that did not answer
     */
    record Answered(byte[] message, List<String> missing) implements PageResult {
        public Answered {
            missing = List.copyOf(missing);
        }
    }

    /**
     * No page.
     *
     * @param status why, in words for the client; its code is never OK
     */
    record Failed(Status status) implements PageResult {}
}
