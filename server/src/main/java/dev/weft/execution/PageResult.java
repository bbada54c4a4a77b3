package dev.weft.execution;

import com.google.rpc.Status;
import java.util.List;

/** What a client is answered. */
public sealed interface PageResult {
    /**
     * The page.
     *
     * @param message the serialized answer
     * @param missing the names of the calls that the page had to do without, or with what is stale; empty when it is complete
     */
    record Answered(byte[] message, List<String> missing) implements PageResult {}

    /**
     * No page.
     *
     * @param status code, text and details, fit for the client's eyes
     */
    record Failed(Status status) implements PageResult {}
}
