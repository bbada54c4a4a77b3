package dev.weft.server;

import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** YAML text -> its nodes, which know where they stand. Anchors and aliases are resolved. */
final class ConfigurationYaml {
    private ConfigurationYaml() {}

    /** The root of the file's one document; empty when there is nothing in it, or nothing that is YAML. */
    static Optional<Node> parse(String text, ConfigurationFindings findings) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return document(plain, findings).filter(root -> !root.getTag().equals(Tag.NULL));
        } catch (MarkedYAMLException e) {
            // Not its message: that shows the line, which may hold a secret.
            findings.error("", ConfigurationPlace.of(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            findings.error("", placeOf(plain, e.getPosition()), "not YAML: a control character");
        } catch (YAMLException e) {
            findings.error("", ConfigurationPlace.START, "not YAML: too large or too deep");
        }
        return Optional.empty();
    }

    private static Optional<Node> document(String text, ConfigurationFindings findings) {
        Iterator<Node> documents =
                new Yaml(new LoaderOptions()).composeAll(new StringReader(text)).iterator();
        if (!documents.hasNext()) {
            return Optional.empty();
        }
        Node first = documents.next();
        if (documents.hasNext()) {
            ConfigurationPlace second = ConfigurationPlace.of(documents.next().getStartMark());
            findings.error("", second, "a second document (expected: one in a file)");
        }
        return Optional.of(first);
    }

    private static ConfigurationPlace placeOf(String text, int position) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new ConfigurationPlace(line + 1, before.length() - before.lastIndexOf('\n'));
    }
}
