package dev.weft.diagnostics;

import dev.weft.schema.Located;
import dev.weft.schema.Position;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts diagnostics in words: {@code file:line:col: severity: text}, sorted by place. With the .proto sources at hand it points
 * at the character and shows its line; without, it says the position of the option and the path inside it.
 */
public final class Report {
    private final Schema schema;
    private final Sources sources;

    private Report(Schema schema, Sources sources) {
        this.schema = schema;
        this.sources = sources;
    }

    /** Without sources. */
    public static Report of(Schema schema) {
        return new Report(schema, new Sources(List.of()));
    }

    /** With the sources that are found below {@code roots}, the directories that imports start from. */
    public static Report withSources(Schema schema, List<Path> roots) {
        return new Report(schema, new Sources(roots));
    }

    /** All of them, each ending in a newline. */
    public String text(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(this::entry)
                .sorted(Comparator.comparing(Entry::position).thenComparing(Entry::text))
                .map(Entry::text)
                .collect(Collectors.joining());
    }

    private record Entry(Position position, String text) {}

    private Entry entry(Diagnostic diagnostic) {
        Located located = schema.locate(diagnostic.spot());
        Optional<SourceText> source = sources.find(located.position().file());
        return source.flatMap(it -> it.find(diagnostic.spot(), located))
                .map(place -> pointed(diagnostic, located, place))
                .orElseGet(() -> plain(diagnostic, located));
    }

    private static Entry pointed(Diagnostic diagnostic, Located located, SourceText.Place place) {
        Position position = new Position(located.position().file(), place.line(), place.column());
        String number = String.format(Locale.ROOT, "%5d", place.line());
        String caret = " ".repeat(number.length()) + " | " + place.indent() + "^";
        return new Entry(
                position, line(position, diagnostic, "") + number + " | " + place.text() + "\n" + caret + "\n");
    }

    private static Entry plain(Diagnostic diagnostic, Located located) {
        Spot spot = diagnostic.spot();
        String element = located.what() == Located.What.NOTHING ? spot.element().getFullName() + ": " : "";
        String path = spot.path().isEmpty() ? "" : spot.path() + ": ";
        return new Entry(located.position(), line(located.position(), diagnostic, element + path));
    }

    private static String line(Position position, Diagnostic diagnostic, String place) {
        String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
        String text = diagnostic.text().replaceAll("\\p{Cntrl}", " ");
        return position + ": " + severity + ": " + place + text + "\n";
    }
}
