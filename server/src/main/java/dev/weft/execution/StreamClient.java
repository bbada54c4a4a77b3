package dev.weft.execution;

import com.google.rpc.Status;
import java.util.List;

/** The client of a streaming rpc, as the engine sees it. Called on the request's loop; after the end nothing happens. */
public interface StreamClient {
    /** Lets the client send so many more messages. */
    void request(int messages);

    /** Whether a message that is sent now goes out, rather than being kept here. */
    boolean isReady();

    /** Tells the client that it is being answered. Nothing, when a message has said so already. */
    void begin();

    /** Sends a message. */
    void send(byte[] message);

    /**
     * Ends the answer.
     *
     * @param missing what the page had to do without, as {@link PageResult.Answered} has it
     */
    void complete(List<String> missing);

    /**
     * Ends the answer with a failure.
     *
     * @param status code, text and details, fit for the client's eyes
     */
    void fail(Status status);
}
