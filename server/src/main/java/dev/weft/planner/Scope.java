package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages that the expressions at one place can read. */
final class Scope {
    private final MethodDescriptor page;
    private final Map<String, DeclaredCall> calls;
    private final Set<Integer> used;
    private final @Nullable Descriptor self;

    private Scope(
            MethodDescriptor page, Map<String, DeclaredCall> calls, Set<Integer> used, @Nullable Descriptor self) {
        this.page = page;
        this.calls = calls;
        this.used = used;
        this.self = self;
    }

    /** Of a page: its request and its calls. Notes the indices of the calls that are read in {@code used}. */
    static Scope of(MethodDescriptor page, List<DeclaredCall> calls, Set<Integer> used) {
        Map<String, DeclaredCall> byName = new LinkedHashMap<>();
        calls.forEach(call -> byName.putIfAbsent(call.name(), call));
        return new Scope(page, byName, used, null);
    }

    /** The same, with {@code this}. */
    Scope within(Descriptor self) {
        return new Scope(page, calls, used, self);
    }

    /** The paths to the fields of that name, at the top of what can be read. */
    List<String> pathsTo(String field) {
        List<String> paths = new ArrayList<>();
        for (DeclaredCall call : calls.values()) {
            if (call.method().isPresent() && call.method().get().getOutputType().findFieldByName(field) != null) {
                paths.add(call.name() + "." + field);
            }
        }
        return paths;
    }

    /** What {@code path} reads; empty when it cannot be read, which is reported unless the call that it reads already is. */
    Optional<Source> resolve(Path path, Spot spot, Findings findings) {
        return switch (path.root()) {
            case "request" -> follow(path, new Origin.Request(), page.getInputType(), spot, findings);
            case "this" -> self(path, spot, findings);
            default -> call(path, spot, findings);
        };
    }

    private Optional<Source> self(Path path, Spot spot, Findings findings) {
        if (self == null) {
            findings.error(
                    spot.at(path.offset()),
                    "\"this\" has no meaning here: the field is not in a message that is projected from another "
                            + roots("this"));
            return Optional.empty();
        }
        return follow(path, new Origin.This(), self, spot, findings);
    }

    private Optional<Source> call(Path path, Spot spot, Findings findings) {
        DeclaredCall call = calls.get(path.root());
        if (call == null) {
            findings.error(
                    spot.at(path.offset()),
                    page.getName() + " has no call \"" + path.root() + "\" " + roots(path.root()));
            return Optional.empty();
        }
        used.add(call.index());
        return call.method()
                .map(MethodDescriptor::getOutputType)
                .flatMap(type -> follow(path, new Origin.Call(call.index()), type, spot, findings));
    }

    private String roots(String name) {
        List<String> roots = new ArrayList<>(calls.keySet());
        roots.add("request");
        if (self != null) {
            roots.add("this");
        }
        return Suggestion.expected(name, roots);
    }

    /** Messages that are projected from several types say which they are looked at with. */
    private static String owner(Path path, int steps, Origin origin, Descriptor root) {
        boolean self = origin instanceof Origin.This && steps == 0;
        return self ? "this, a " + root.getFullName() + "," : path.prefix(steps);
    }

    private static Optional<Source> follow(Path path, Origin origin, Descriptor root, Spot spot, Findings findings) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Descriptor type = root;
        for (int i = 0; i < path.steps().size(); i++) {
            Step step = path.steps().get(i);
            FieldDescriptor before = fields.isEmpty() ? null : fields.get(i - 1);
            if (before != null && !Types.isSingularMessage(before)) {
                findings.error(
                        spot.at(step.offset()),
                        path.prefix(i) + " is " + Types.describe(before)
                                + ": a path does not go into it (expected: a path through " + "single messages)");
                return Optional.empty();
            }
            type = before == null ? type : before.getMessageType();
            Optional<FieldDescriptor> field = Fields.find(type, step, owner(path, i, origin, root), spot, findings);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(new Source(origin, root, fields));
    }
}
