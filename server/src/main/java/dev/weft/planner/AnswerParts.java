package dev.weft.planner;

import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.weft.plan.AnswerPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Takes an answer apart into what can go out by itself. */
final class AnswerParts {
    private AnswerParts() {}

    /** The parts, by the numbers of their fields. */
    static List<AnswerPart> of(List<Filled> fields, Supplier<TemplateParts> parts, Nodes nodes) {
        return together(fields).stream()
                .map(group -> new AnswerPart(
                        group.stream().map(filled -> filled.field().getName()).toList(),
                        parts.get().answer(group),
                        waitsFor(group, nodes)))
                .toList();
    }

    /** Of a oneof one member is set, and which one is known only when all are read together. */
    private static List<List<Filled>> together(List<Filled> fields) {
        Map<Object, List<Filled>> groups = new LinkedHashMap<>();
        fields.stream()
                .sorted(Comparator.comparingInt(filled -> filled.field().getNumber()))
                .forEach(filled -> groups.computeIfAbsent(key(filled), it -> new ArrayList<>())
                        .add(filled));
        return List.copyOf(groups.values());
    }

    private static Object key(Filled filled) {
        OneofDescriptor oneof = filled.field().getRealContainingOneof();
        return oneof == null ? filled.field() : oneof;
    }

    private static List<Integer> waitsFor(List<Filled> fields, Nodes nodes) {
        TreeSet<Integer> read = new TreeSet<>();
        Reads.visit(fields, (origin, field) -> read.add(nodes.of(origin)));
        return List.copyOf(read);
    }
}
