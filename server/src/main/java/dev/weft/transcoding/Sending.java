package dev.weft.transcoding;

/** What becomes of a request that is to be sent over HTTP. */
public sealed interface Sending {
    /** It can be sent. */
    record Sendable(HttpCallRequest request) implements Sending {}

    /**
     * The binding cannot say it; another binding of the method perhaps can.
     *
     * @param reason names the field; nothing of the content
     */
    record Unsendable(String reason) implements Sending {}
}
