package dev.weft.diagnostics;

import dev.weft.expression.Identifiers;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one option statement of a .proto file, to know where in it each value stands: {@code option (name).field = value;} or, of
 * a field, {@code (name) = value}. A value may be an aggregate in protobuf's text format (its specification, "Text Format
 * Language").
 */
final class OptionText {
    private final String text;
    private int at;

    OptionText(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** The source is not what it was when it was compiled. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** A value, and where it stands. */
    sealed interface Node {
        /** Where it begins. */
        int start();

        /** The value that {@code steps} lead to, from here; the innermost message when one of them was left out. */
        default Optional<Node> find(List<Spot.Step> steps) {
            return steps.isEmpty() ? Optional.of(this) : Optional.empty();
        }

        /** Where the character that {@code spot} points at stands. */
        default Optional<Integer> offset(Spot spot) {
            return Optional.of(start());
        }
    }

    /** A number, a name. */
    record Scalar(int start) implements Node {}

    /**
     * A string.
     *
     * @param offsets where each of its characters is written, and where it ends
     */
    record Text(int start, String value, List<Integer> offsets) implements Node {
        @Override
        public Optional<Integer> offset(Spot spot) {
            return spot.offset() < offsets.size() ? Optional.of(offsets.get(spot.offset())) : Optional.empty();
        }
    }

    /** Several values of a repeated field. */
    record Values(int start, List<Node> elements) implements Node {}

    /** An aggregate. */
    record Aggregate(int start, List<Entry> entries) implements Node {
        @Override
        public Optional<Node> find(List<Spot.Step> steps) {
            if (steps.isEmpty()) {
                return Optional.of(this);
            }
            Spot.Step step = steps.get(0);
            List<Node> found = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.name().equals(step.name())) {
                    found.addAll(entry.value() instanceof Values values ? values.elements() : List.of(entry.value()));
                }
            }
            int index = Math.max(step.index(), 0);
            return index < found.size() ? found.get(index).find(steps.subList(1, steps.size())) : Optional.of(this);
        }
    }

    /** A field of an aggregate. */
    record Entry(String name, Node value) {}

    /** The value of the statement. */
    Node statement() throws Mismatch {
        skip();
        if (text.startsWith("option", at)) {
            at += "option".length();
            skip();
        }
        while (at < text.length() && text.charAt(at) != '=') {
            at++;
        }
        require('=');
        return value();
    }

    private Node value() throws Mismatch {
        skip();
        int start = at;
        char c = peek();
        if (c == '"' || c == '\'') {
            return string();
        }
        if (c == '{' || c == '<') {
            return aggregate();
        }
        if (c == '[') {
            return values();
        }
        while (at < text.length() && " \t\r\n,;]}>#/".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new Mismatch();
        }
        return new Scalar(start);
    }

    private Node values() throws Mismatch {
        int start = at;
        require('[');
        List<Node> elements = new ArrayList<>();
        while (!take(']')) {
            elements.add(value());
            take(',');
        }
        return new Values(start, elements);
    }

    private Node aggregate() throws Mismatch {
        int start = at;
        char close = peek() == '{' ? '}' : '>';
        at++;
        List<Entry> entries = new ArrayList<>();
        while (!take(close)) {
            String name = name();
            take(':');
            entries.add(new Entry(name, value()));
            if (!take(',')) {
                take(';');
            }
        }
        return new Aggregate(start, entries);
    }

    private String name() throws Mismatch {
        skip();
        int start = at;
        if (peek() == '[') {
            while (at < text.length() && text.charAt(at) != ']') {
                at++;
            }
            at++;
        }
        while (at < text.length() && Identifiers.isPart(text.charAt(at), false)) {
            at++;
        }
        if (at == start) {
            throw new Mismatch();
        }
        return text.substring(start, Math.min(at, text.length()));
    }

    /** Adjacent strings are one. */
    private Node string() throws Mismatch {
        int start = at;
        StringLexer lexer = new StringLexer(text);
        do {
            at = lexer.read(at);
            skip();
        } while (peek() == '"' || peek() == '\'');
        return lexer.node(start);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) throws Mismatch {
        skip();
        if (at >= text.length()) {
            throw new Mismatch();
        }
        boolean there = text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char c) throws Mismatch {
        if (!take(c)) {
            throw new Mismatch();
        }
    }

    /** Skips space and comments, those of .proto and those of text format. */
    private void skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at) || text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }
}
