package dev.weft.planner;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression.Step;
import dev.weft.expression.ExpressionException;
import dev.weft.expression.ExpressionParser;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import dev.weft.v1.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Reads the indexes of a page's calls: which list, and which of its fields is the key. For one page. */
final class Indexes {
    private final Map<String, Optional<Lookup>> all = new LinkedHashMap<>();
    private final Lists lists;
    private final Findings findings;

    /**
     * An index.
     *
     * @param list the list
     * @param key from an element of it
     * @param map the type that the index has in an expression: a map from the key to the element
     */
    record Lookup(Source list, List<FieldDescriptor> key, FieldDescriptor map) {
        Lookup {
            key = List.copyOf(key);
        }
    }

    Indexes(Lists lists, Findings findings) {
        this.lists = lists;
        this.findings = findings;
    }

    /**
     * Reads those of {@code call}. What is wrong with them is reported.
     *
     * @param names whether a name that is written at a spot can be one; otherwise it is reported
     */
    void read(DeclaredCall call, BiPredicate<String, Spot> names) {
        for (int i = 0; i < call.declaration().getIndexCount(); i++) {
            Index index = call.declaration().getIndex(i);
            Spot spot = call.spot().in("index", Call.INDEX_FIELD_NUMBER, i);
            if (names.test(index.getName(), spot.in("name", Index.NAME_FIELD_NUMBER))) {
                all.put(
                        index.getName(),
                        list(call, index, spot.in("list", Index.LIST_FIELD_NUMBER))
                                .flatMap(list -> lookup(index, list, spot.in("key", Index.KEY_FIELD_NUMBER))));
            }
        }
    }

    Set<String> names() {
        return all.keySet();
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    /** The index of that name; empty when what is wrong with it was reported. */
    Optional<Lookup> get(String name) {
        return all.getOrDefault(name, Optional.empty());
    }

    private Optional<Source> list(DeclaredCall call, Index index, Spot spot) {
        if (!call.declaration().getForEach().isEmpty()) {
            if (index.getList().isEmpty()) {
                return call.method().map(method -> lists.responses(call, method));
            }
            findings.error(
                    spot,
                    call.name() + " is made for_each: its responses are the list (expected: no list, and a key that"
                            + " begins in a response)");
            return Optional.empty();
        }
        if (index.getList().isEmpty()) {
            findings.error(
                    spot,
                    "the index has no list (expected: the path of a list in the response of " + call.name() + ")");
            return Optional.empty();
        }
        return call.method().flatMap(method -> {
            Source response = new Source(new Origin.Call(call.index()), method.getOutputType(), List.of());
            return path(index.getList(), method.getOutputType(), spot)
                    .map(response::into)
                    .filter(list -> isList(list, index, spot));
        });
    }

    private boolean isList(Source list, Index index, Spot spot) {
        FieldDescriptor field = list.field().orElseThrow();
        boolean isList = field.isRepeated() && !field.isMapField() && Types.isMessage(field);
        if (!isList) {
            findings.error(spot, index.getList() + " is " + Types.describe(field) + " (expected: a list of messages)");
        }
        return isList;
    }

    private Optional<Lookup> lookup(Index index, Source list, Spot spot) {
        Descriptor element = list.field().orElseThrow().getMessageType();
        if (index.getKey().isEmpty()) {
            findings.error(
                    spot, "the index has no key (expected: the path of a field of " + element.getFullName() + ")");
            return Optional.empty();
        }
        return path(index.getKey(), element, spot)
                .flatMap(key -> type(key, index, spot)
                        .map(type -> new Lookup(list, key, Wrapped.map(index.getName(), type, element))));
    }

    private Optional<Type> type(List<FieldDescriptor> key, Index index, Spot spot) {
        FieldDescriptor field = key.get(key.size() - 1);
        Optional<Type> type = field.isRepeated() ? Optional.empty() : type(field);
        if (type.isEmpty()) {
            findings.error(
                    spot,
                    index.getKey() + " is " + Types.describe(field)
                            + ", which is no key (expected: a string, an integer or an enum)");
        }
        return type;
    }

    private static Optional<Type> type(FieldDescriptor key) {
        return switch (key.getType()) {
            case STRING -> Optional.of(Type.TYPE_STRING);
            case INT32, INT64, SINT32, SINT64, SFIXED32, SFIXED64, ENUM -> Optional.of(Type.TYPE_INT64);
            case UINT32, UINT64, FIXED32, FIXED64 -> Optional.of(Type.TYPE_UINT64);
            default -> Optional.empty();
        };
    }

    /** The fields of a path, through single messages; at least one. */
    private Optional<List<FieldDescriptor>> path(String text, Descriptor root, Spot spot) {
        try {
            List<Step> steps = ExpressionParser.path(text);
            List<FieldDescriptor> fields = new ArrayList<>();
            Descriptor type = root;
            for (Step step : steps) {
                if (!fields.isEmpty()) {
                    FieldDescriptor before = fields.get(fields.size() - 1);
                    if (!Types.isSingularMessage(before)) {
                        findings.error(
                                spot.at(step.offset()),
                                before.getName() + " is " + Types.describe(before)
                                        + ": a path does not go into it (expected: a path through single messages)");
                        return Optional.empty();
                    }
                    type = before.getMessageType();
                }
                Optional<FieldDescriptor> field = Fields.find(type, step, type.getFullName(), spot, findings);
                if (field.isEmpty()) {
                    return Optional.empty();
                }
                fields.add(field.get());
            }
            return Optional.of(fields);
        } catch (ExpressionException e) {
            findings.error(spot.at(e.offset()), e.text(text));
            return Optional.empty();
        }
    }
}
