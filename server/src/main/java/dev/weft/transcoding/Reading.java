package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** One piece of JSON on its way to wire bytes: where it is read, what is written, what was wrong. Used by one thread. */
final class Reading {
    final JsonParser json;
    final WireOutput out;
    final Problems problems;

    /** Whether what a newer schema may have added is passed over: unknown fields and enum values. */
    final boolean lenient;

    /** How often, all in all, as much may be read ahead as there is: once for each Any in another whose {@code @type} stands behind it. */
    private static final long MOST_AHEAD = 16;

    private final JsonSource source;
    private final String prefix;
    private long aheadBytes;
    private int depth;

    /** @param prefix the path of the field that the JSON is the value of; empty for a whole message */
    Reading(JsonParser json, JsonSource source, String prefix, WireOutput out, Problems problems, boolean lenient) {
        this.json = json;
        this.source = source;
        this.prefix = prefix;
        this.out = out;
        this.problems = problems;
        this.lenient = lenient;
    }

    /** Enters a nested message. */
    void enter() throws BadValueException {
        if (depth == source.limits().depth()) {
            throw BadValueException.kind(
                    "nested too deeply", "at most " + source.limits().depth() + " levels");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    JsonToken token() {
        JsonToken token = json.currentToken();
        if (token == null) {
            throw new IllegalStateException("no token");
        }
        return token;
    }

    /** Reads once more from the object on that the parser has begun. */
    JsonParser ahead() throws IOException {
        return source.ahead(json);
    }

    /** That much was read ahead. */
    void wasAhead(long bytes) throws BadValueException {
        aheadBytes += bytes;
        if (aheadBytes > MOST_AHEAD * source.bytes().length) {
            throw BadValueException.kind("@type behind what is nested deeply", "@type first");
        }
    }

    void bad(String declared, BadValueException bad) throws IOException {
        if (!(lenient && bad.ofNewerSchema)) {
            problems.add(path(), declared, bad.found, bad.expected);
        }
        json.skipChildren();
    }

    void wrong(String declared, String found, String expected) {
        problems.add(path(), declared, found, expected);
    }

    /** The value at hand is not what is expected. */
    BadValueException unexpected(String expected) throws IOException {
        return switch (token()) {
            case START_OBJECT -> BadValueException.kind("an object", expected);
            case START_ARRAY -> BadValueException.kind("an array", expected);
            case VALUE_STRING -> BadValueException.of(json.getText(), expected);
            default -> BadValueException.token(json.getText(), expected);
        };
    }

    private String path() {
        StringBuilder path = new StringBuilder(prefix);
        append(json.getParsingContext(), path);
        return path.toString();
    }

    private static void append(JsonStreamContext context, StringBuilder path) {
        JsonStreamContext parent = context.getParent();
        if (parent != null) {
            append(parent, path);
        }
        if (context.inArray() && context.hasCurrentIndex()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.inObject() && context.hasCurrentName()) {
            path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
        }
    }
}
