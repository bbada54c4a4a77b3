package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** JSON that came from outside: it is opened, read as one value, and what is no JSON is said to be none. */
record JsonSource(byte[] bytes, ReaderCompiler readers, JsonLimits limits) {
    private static final String EXPECTED = "JSON (RFC 8259) in UTF-8";

    /** What reads the value that the parser stands at. */
    interface Root {
        void read(Reading r) throws IOException;
    }

    /**
     * Reads the one value that there is.
     *
     * @param prefix the path of the field that the JSON is the value of; empty for a whole message
     */
    void read(String prefix, WireOutput out, Problems problems, boolean lenient, Root root) {
        if (isWide() || !JsonText.isUtf8(bytes)) {
            problems.add(prefix, "body", "not UTF-8", EXPECTED);
            return;
        }
        try (JsonParser parser = readers.parser(bytes, 0)) {
            if (parser.nextToken() == null) {
                problems.add(prefix, "body", "nothing", EXPECTED);
                return;
            }
            root.read(new Reading(parser, this, prefix, out, problems, lenient));
            if (parser.nextToken() != null) {
                problems.add(prefix, "body", "something after the end of the value", EXPECTED);
            }
        } catch (JsonProcessingException e) {
            problems.add(prefix, "body", "not JSON" + place(e), EXPECTED);
        } catch (IOException e) {
            problems.add(prefix, "body", "not JSON", EXPECTED);
        }
    }

    /** UTF-16 and UTF-32 have a zero or a byte order mark in their first four bytes, and may be UTF-8 too. */
    private boolean isWide() {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xfe || bytes[i] == (byte) 0xff) {
                return true;
            }
        }
        return false;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    /** Reads once more from the object on that {@code parser} has begun. */
    JsonParser ahead(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalStateException(parser.currentToken() + " (expected: the start of an object)");
        }
        return readers.parser(bytes, (int) parser.currentTokenLocation().getByteOffset());
    }
}
