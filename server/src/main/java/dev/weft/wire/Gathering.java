package dev.weft.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Mapping.Project;
import dev.weft.wire.Mapping.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Makes, of several mappings of one type of message, the one that copies into itself what any of them reads. Of use once. */
final class Gathering {
    private final Map<Wanted, Gathered> gathered = new LinkedHashMap<>();
    private final Map<Descriptor, Mapping> identities = new HashMap<>();
    private boolean needsWhole;

    /** A field that is read: the one at a step of a rule's path. What is read below it follows. */
    private record Step(Rule rule, int index) {
        FieldDescriptor field() {
            return rule.path().get(index);
        }

        boolean isLast() {
            return index == rule.path().size() - 1;
        }
    }

    /** Where a recursive type leads to what is wanted of it already, its mapping leads back to itself. */
    private record Wanted(String type, Set<Step> steps) {}

    private record Gathered(int number, Mapping mapping, StringJoiner text) {}

    Mapping gather(Descriptor type, List<Mapping> mappings) {
        Set<Step> steps = new HashSet<>();
        mappings.forEach(mapping -> begin(mapping, steps));
        return gather(type, steps).mapping();
    }

    /** Whether a copy will not do. */
    boolean needsWhole() {
        return needsWhole;
    }

    /** What was gathered: of each message its number, then its fields, each with the number of the message that is read below it. */
    String text() {
        StringJoiner texts = new StringJoiner(" ");
        gathered.values().forEach(each -> texts.add(each.text().toString()));
        return texts.toString();
    }

    private void begin(Mapping mapping, Set<Step> steps) {
        mapping.rules().forEach(rule -> begin(rule, steps));
        if (!mapping.derived().isEmpty()) {
            // What is worked out of a message may read all of it.
            needsWhole |= hasGroups(mapping.source(), new HashSet<>());
            Mapping all = identities.computeIfAbsent(mapping.source(), Mapping::identity);
            all.rules().forEach(rule -> begin(rule, steps));
        }
    }

    private static boolean hasGroups(Descriptor type, Set<Descriptor> known) {
        return known.add(type)
                && type.getFields().stream()
                        .anyMatch(field -> field.getType() == Type.GROUP
                                || (field.getJavaType() == JavaType.MESSAGE
                                        && hasGroups(field.getMessageType(), known)));
    }

    private void begin(Rule rule, Set<Step> steps) {
        if (rule.path().isEmpty()) {
            begin(((Project) rule).element(), steps);
        } else {
            steps.add(new Step(rule, 0));
        }
    }

    private Gathered gather(Descriptor type, Set<Step> steps) {
        Wanted wanted = new Wanted(type.getFullName(), steps);
        Gathered known = gathered.get(wanted);
        if (known != null) {
            return known;
        }
        Gathered started =
                new Gathered(gathered.size(), new Mapping(type), new StringJoiner(",", gathered.size() + "{", "}"));
        gathered.put(wanted, started);
        Map<FieldDescriptor, Set<Step>> fields = new TreeMap<>(Comparator.comparingInt(FieldDescriptor::getNumber));
        steps.forEach(step -> below(step, fields.computeIfAbsent(step.field(), field -> new HashSet<>())));
        fields.forEach((field, below) -> copy(field, below, started));
        return started;
    }

    private void below(Step step, Set<Step> steps) {
        if (!step.isLast()) {
            steps.add(new Step(step.rule(), step.index() + 1));
        } else if (step.rule() instanceof Project project) {
            begin(project.element(), steps);
        }
    }

    private void copy(FieldDescriptor field, Set<Step> below, Gathered into) {
        FieldDescriptor content = field.isMapField() ? Mapping.value(field) : field;
        List<FieldDescriptor> path = List.of(field);
        if (content.getType() == Type.MESSAGE) {
            Gathered element = gather(content.getMessageType(), below);
            into.mapping().project(path, field, element.mapping(), Defaults.AS_DECLARED);
            into.text().add(field.getName() + ":" + element.number());
        } else {
            into.mapping().copy(path, field, Defaults.AS_DECLARED);
            into.text().add(field.getName());
        }
    }
}
