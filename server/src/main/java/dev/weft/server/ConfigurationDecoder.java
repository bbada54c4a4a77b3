package dev.weft.server;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import dev.weft.diagnostics.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML nodes -> a message of any type, by its descriptor; notes where each value stands, and every error. Not thread-safe. */
final class ConfigurationDecoder {
    /** What a map's value may be shown as: never, for it may be a credential. */
    private static final boolean HIDDEN = false;

    private final ConfigurationVariables variables;
    private final ConfigurationFindings findings;

    ConfigurationDecoder(ConfigurationVariables variables, ConfigurationFindings findings) {
        this.variables = variables;
        this.findings = findings;
    }

    /** Decodes the whole file into {@code message}; what is wrong stays unset. */
    void decode(Node root, Message.Builder message) {
        decode(root, "", message);
    }

    /** The path of a field, within the message at {@code path}. */
    static String field(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The path of an element of the list at {@code path}. */
    static String element(String path, long index) {
        return path + "[" + index + "]";
    }

    /** The path of a value of the map at {@code path}. */
    static String entry(String path, String key) {
        return path + "[\"" + key + "\"]";
    }

    private void decode(Node node, String path, Message.Builder message) {
        if (!(node instanceof MappingNode mapping)) {
            wrongKind(node, path, "a mapping");
            return;
        }
        found(path, node);
        Map<String, Node> keys = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = key(tuple.getKeyNode(), path, keys);
            if (key != null) {
                member(tuple, key, path, message);
            }
        }
    }

    /** The key, when it is a word and there for the first time. */
    private @Nullable String key(Node node, String path, Map<String, Node> before) {
        if (!(node instanceof ScalarNode scalar)) {
            findings.error(path, place(node), "a key that is no word");
            return null;
        }
        String key = scalar.getValue();
        Node first = before.putIfAbsent(key, node);
        if (first == null) {
            return key;
        }
        findings.error(
                field(path, key), place(node), "duplicate key \"" + key + "\" (the first is at " + place(first) + ")");
        return null;
    }

    private void member(NodeTuple tuple, String key, String path, Message.Builder message) {
        Descriptor type = message.getDescriptorForType();
        FieldDescriptor field = type.findFieldByName(key);
        if (field == null) {
            unknown(tuple.getKeyNode(), key, path, type);
        } else if (field.isMapField()) {
            map(tuple.getValueNode(), field(path, key), field, message);
        } else if (field.isRepeated()) {
            list(tuple.getValueNode(), field(path, key), field, message);
        } else {
            value(tuple.getValueNode(), field(path, key), field, message, true)
                    .ifPresent(value -> message.setField(field, value));
        }
    }

    private void unknown(Node node, String key, String path, Descriptor type) {
        List<String> known =
                type.getFields().stream().map(FieldDescriptor::getName).toList();
        Suggestion.closest(key, known).ifPresent(meant -> findings.broken(field(path, meant)));
        findings.error(field(path, key), place(node), "unknown key \"" + key + "\" " + Suggestion.expected(key, known));
    }

    private void list(Node node, String path, FieldDescriptor field, Message.Builder message) {
        if (!(node instanceof SequenceNode list)) {
            wrongKind(node, path, "a list");
            return;
        }
        found(path, node);
        for (int i = 0; i < list.getValue().size(); i++) {
            value(list.getValue().get(i), element(path, i), field, message, true)
                    .ifPresentOrElse(
                            value -> message.addRepeatedField(field, value),
                            () -> message.addRepeatedField(field, nothing(field, message)));
        }
    }

    /** Stands for an element that is wrong, so that the paths of those behind it stay right. */
    private static Object nothing(FieldDescriptor field, Message.Builder message) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message.newBuilderForField(field).build();
            case ENUM -> field.getEnumType().getValues().get(0);
            case STRING -> "";
            default -> field.getDefaultValue();
        };
    }

    private void map(Node node, String path, FieldDescriptor field, Message.Builder message) {
        if (!(node instanceof MappingNode mapping)) {
            wrongKind(node, path, "a mapping");
            return;
        }
        found(path, node);
        Map<String, Node> keys = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = key(tuple.getKeyNode(), path, keys);
            if (key != null) {
                entry(tuple, key, path, field, message);
            }
        }
    }

    private void entry(NodeTuple tuple, String key, String path, FieldDescriptor field, Message.Builder message) {
        MapEntry.Builder<?, ?> entry = (MapEntry.Builder<?, ?>) message.newBuilderForField(field);
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        found(entry(path, key), tuple.getKeyNode());
        value(tuple.getValueNode(), entry(path, key), valueField, entry, HIDDEN).ifPresent(value -> {
            entry.setField(field.getMessageType().findFieldByNumber(1), key);
            entry.setField(valueField, value);
            message.addRepeatedField(field, entry.build());
        });
    }

    private Optional<Object> value(
            Node node, String path, FieldDescriptor field, Message.Builder parent, boolean shown) {
        if (ConfigurationValue.isWord(field)) {
            return word(node, path, field, shown);
        }
        Message.Builder message = parent.newBuilderForField(field);
        decode(node, path, message);
        return Optional.of(message.build());
    }

    private Optional<Object> word(Node node, String path, FieldDescriptor field, boolean shown) {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            wrongKind(node, path, "a single value");
            return Optional.empty();
        }
        if (!scalar.getTag().startsWith(Tag.PREFIX)) {
            findings.error(path, place(node), path + ": a tag, " + scalar.getTag() + " (expected: none)");
            return Optional.empty();
        }
        String written = scalar.getValue();
        findings.found(path, place(node), shown ? Optional.of(written) : Optional.empty());
        try {
            String text = variables.replace(written);
            return Optional.of(parse(field, text, shown ? written : ""));
        } catch (ConfigurationValueException e) {
            findings.error(path, place(node), path + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Object parse(FieldDescriptor field, String text, String shown) throws ConfigurationValueException {
        try {
            return ConfigurationValue.parse(field, text);
        } catch (ConfigurationValueException e) {
            throw new ConfigurationValueException("\"" + shown + "\" " + e.getMessage());
        }
    }

    private void wrongKind(Node node, String path, String expected) {
        String what = path.isEmpty() ? "" : path + ": ";
        findings.error(path, place(node), what + kind(node) + " (expected: " + expected + ")");
    }

    private static String kind(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        return switch (node.getNodeId()) {
            case mapping -> "a mapping";
            case sequence -> "a list";
            default -> "a single value";
        };
    }

    private void found(String path, Node node) {
        findings.found(path, place(node), Optional.empty());
    }

    private static ConfigurationPlace place(Node node) {
        return ConfigurationPlace.of(node.getStartMark());
    }
}
