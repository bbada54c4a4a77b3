package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.weft.wire.Mapping.Project;
import dev.weft.wire.Mapping.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists, for a person, what a mapping of messages into their own type copies. Of use once. */
final class PathList {
    private static final String ALL = "**";

    /** Types that lead to one another have more paths than anybody reads. */
    private static final int MOST_MESSAGES = 1000;

    private final List<String> paths = new ArrayList<>();
    private final Set<Mapping> within = new HashSet<>();

    private int messages;

    private PathList() {}

    static List<String> of(Mapping mapping) {
        if (isWhole(mapping, new HashSet<>())) {
            return List.of(ALL);
        }
        PathList list = new PathList();
        list.add("", mapping);
        return List.copyOf(list.paths);
    }

    private void add(String prefix, Mapping mapping) {
        within.add(mapping);
        mapping.rules().forEach(rule -> add(prefix + rule.path().get(0).getName(), rule));
        within.remove(mapping);
    }

    private void add(String path, Rule rule) {
        if (!(rule instanceof Project project) || isWhole(project.element(), new HashSet<>())) {
            paths.add(path);
        } else if (project.element().rules().isEmpty()) {
            paths.add(path + " {}");
        } else if (within.contains(project.element()) || ++messages > MOST_MESSAGES) {
            paths.add(path + ".…");
        } else {
            add(path + ".", project.element());
        }
    }

    /** Whether it copies all that can be copied, at every depth. */
    private static boolean isWhole(Mapping mapping, Set<Mapping> seen) {
        long fields = mapping.source().getFields().stream()
                .filter(field -> field.getType() != Type.GROUP)
                .count();
        return !seen.add(mapping)
                || (mapping.rules().size() == fields
                        && mapping.rules().stream()
                                .allMatch(rule ->
                                        !(rule instanceof Project project) || isWhole(project.element(), seen)));
    }
}
