package dev.weft.transcoding;

/**
 * What is read and written at most.
 *
 * @param depth how deep messages may be nested in each other, counted as on the wire: an entry of a map is a message
 * @param violations how many are reported of one request
 */
public record JsonLimits(int depth, int violations) {
    /** As deep as protobuf's own parsers go. */
    public static final JsonLimits DEFAULT = new JsonLimits(100, 16);

    /** @throws IllegalArgumentException when one of them is less than 1 */
    public JsonLimits {
        if (depth < 1 || violations < 1) {
            throw new IllegalArgumentException(
                    "depth: " + depth + ", violations: " + violations + " (expected: 1 or more)");
        }
    }
}
