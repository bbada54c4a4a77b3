package dev.weft.diagnostics;

import dev.weft.schema.Located;
import dev.weft.schema.Options;
import dev.weft.schema.Position;
import dev.weft.schema.Spot;
import java.util.Optional;
import java.util.OptionalInt;

/** The text of one .proto file, in which the exact character of a spot can be found. */
final class SourceText {
    /** What the compilers take a tab for when they count columns. */
    private static final int TAB = 8;

    private final String text;
    private final String[] lines;

    SourceText(String text) {
        this.text = text;
        // Only where a compiler ends them: the end of a line may have a carriage return before it.
        this.lines = text.replace("\r\n", "\n").split("\n", -1);
    }

    /**
     * A character of the source.
     *
     * @param line from 1
     * @param column from 1, in characters
     * @param text the line
     */
    record Place(int line, int column, String text) {
        /** Blank, as wide as the line is before the character. */
        String indent() {
            return text.substring(0, column - 1).replaceAll("[^\t]", " ");
        }
    }

    /** Where {@code spot} is, which stands at or inside {@code located}; empty when the source says something else there. */
    Optional<Place> find(Spot spot, Located located) {
        OptionalInt start = offset(located.position());
        if (start.isEmpty()) {
            return Optional.empty();
        }
        return switch (located.what()) {
            case NOTHING -> Optional.empty();
            case ELEMENT ->
                named(spot.element().getName(), start.getAsInt())
                        ? Optional.of(place(start.getAsInt()))
                        : Optional.empty();
            case STATEMENT -> inside(spot, located, start.getAsInt());
        };
    }

    /** The name of a proto2 group begins with a capital, the name of its field does not. */
    private boolean named(String name, int offset) {
        return text.regionMatches(true, offset, name, 0, name.length());
    }

    private Optional<Place> inside(Spot spot, Located located, int start) {
        try {
            OptionText.Node statement = new OptionText(text, start).statement();
            return statement
                    .find(spot.option().subList(located.steps(), spot.option().size()))
                    .filter(node -> says(node, Options.text(spot)))
                    .flatMap(node -> node.offset(spot))
                    .map(this::place);
        } catch (OptionText.Mismatch e) {
            return Optional.empty();
        }
    }

    private static boolean says(OptionText.Node node, Optional<String> compiled) {
        return !(node instanceof OptionText.Text written)
                || compiled.filter(written.value()::equals).isPresent();
    }

    private Place place(int offset) {
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        int line = (int)
                text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        return new Place(line + 1, offset - lineStart + 1, lines[line]);
    }

    /** The character at a position that a compiler counted: in bytes of UTF-8, with tabs. */
    private OptionalInt offset(Position position) {
        int at = 0;
        for (int line = 1; line < position.line(); line++) {
            at = text.indexOf('\n', at) + 1;
            if (at == 0) {
                return OptionalInt.empty();
            }
        }
        int column = 0;
        while (column < position.column() - 1 && at < text.length() && text.charAt(at) != '\n') {
            int c = text.codePointAt(at);
            column = c == '\t' ? (column / TAB + 1) * TAB : column + utf8Length(c);
            at += Character.charCount(c);
        }
        return column == position.column() - 1 && at < text.length() ? OptionalInt.of(at) : OptionalInt.empty();
    }

    private static int utf8Length(int c) {
        if (c < 0x80) {
            return 1;
        }
        if (c < 0x800) {
            return 2;
        }
        return c < 0x10000 ? 3 : 4;
    }
}
