package dev.weft.transcoding;

/**
 * What is wrong with a request, as google.rpc.BadRequest says it.
 *
 * @param field the path of the field from the request message, in the words of who wrote it: {@code items[2].unitPrice}; empty when it
 *     is the body as a whole
 * @param description what was found and what was expected
 */
public record Violation(String field, String description) {}
