package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.expression.Expression.Literal;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import dev.weft.expression.Variable;
import dev.weft.planner.Computations.Purpose;
import dev.weft.planner.Formulas.Named;
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
    private final Lets lets;
    private final Set<Integer> used;
    private final @Nullable Descriptor self;
    private final Purpose purpose;
    private final String place;

    private Scope(
            MethodDescriptor page,
            Map<String, DeclaredCall> calls,
            Lets lets,
            Set<Integer> used,
            @Nullable Descriptor self,
            Purpose purpose,
            String place) {
        this.page = page;
        this.calls = calls;
        this.lets = lets;
        this.used = used;
        this.self = self;
        this.purpose = purpose;
        this.place = place;
    }

    /** Of a page: its request, its calls and its names. Notes the indices of the calls that are read in {@code used}. */
    static Scope of(MethodDescriptor page, List<DeclaredCall> calls, Lets lets, Set<Integer> used) {
        Map<String, DeclaredCall> byName = new LinkedHashMap<>();
        calls.forEach(call -> byName.putIfAbsent(call.name(), call));
        return new Scope(page, byName, lets, used, null, Purpose.FIELD, "");
    }

    /** The same, with {@code this}. */
    Scope within(Descriptor self) {
        return new Scope(page, calls, lets, used, self, Purpose.FIELD, place);
    }

    /** The same, inside a field that is composed in place. */
    Scope inside(FieldDescriptor field) {
        return new Scope(page, calls, lets, used, self, purpose, place + field.getName() + ".");
    }

    /** The same, for something else. */
    Scope to(Purpose purpose) {
        return new Scope(page, calls, lets, used, self, purpose, place);
    }

    /** Without {@code this}. */
    private Scope page() {
        return new Scope(page, calls, lets, used, null, Purpose.FIELD, "");
    }

    /** What expressions here are for. */
    Purpose purpose() {
        return purpose;
    }

    /** What people call the field: from the answer's root, or with the name of its projected message. */
    String nameOf(FieldDescriptor field) {
        return self == null ? place + field.getName() : Types.name(field);
    }

    /** Whether a path may begin with that name. */
    boolean knows(String name) {
        return name.equals("request")
                || (name.equals("this") && self != null)
                || calls.containsKey(name)
                || lets.has(name);
    }

    /** What the name stands for in a formula; empty when that is nothing, which is reported where the name is declared. */
    Optional<Named> named(String name, Spot spot, Findings findings) {
        if (lets.has(name)) {
            return lets.named(name, page());
        }
        return resolve(new Path(name, spot.offset(), List.of(), Optional.empty(), name), spot, findings)
                .map(source -> new Named(Variable.message(name, source.root()), source.origin()));
    }

    /** Notes that a call is read. */
    void use(Origin origin) {
        if (origin instanceof Origin.Call call) {
            used.add(call.index());
        }
    }

    /** The literal that the path stands for. */
    Optional<Literal> literal(Path path) {
        return path.steps().isEmpty() && lets.isLiteral(path.root()) ? lets.literal(path.root()) : Optional.empty();
    }

    /** The literal to use where the path has no value. */
    Optional<Literal> otherwise(Path path) {
        return path.otherwise().isPresent() || !path.steps().isEmpty() ? path.otherwise() : lets.literal(path.root());
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
            default -> lets.has(path.root()) ? let(path, spot, findings) : call(path, spot, findings);
        };
    }

    private Optional<Source> self(Path path, Spot spot, Findings findings) {
        if (self == null) {
            findings.error(spot.at(path.offset()), unknown("this"));
            return Optional.empty();
        }
        return follow(path, new Origin.This(), self, spot, findings);
    }

    private Optional<Source> let(Path path, Spot spot, Findings findings) {
        if (lets.isLiteral(path.root())) {
            findings.error(
                    spot.at(path.steps().get(0).offset()),
                    path.root() + " is a literal: a path does not go into it (expected: " + path.root() + " alone)");
            return Optional.empty();
        }
        return lets.source(path.root(), page()).flatMap(source -> follow(path, source, spot, findings));
    }

    private Optional<Source> call(Path path, Spot spot, Findings findings) {
        DeclaredCall call = calls.get(path.root());
        if (call == null) {
            findings.error(spot.at(path.offset()), unknown(path.root()));
            return Optional.empty();
        }
        used.add(call.index());
        return call.method()
                .map(MethodDescriptor::getOutputType)
                .flatMap(type -> follow(path, new Origin.Call(call.index()), type, spot, findings));
    }

    /** What is wrong with a name that nothing here has. */
    String unknown(String name) {
        String problem = name.equals("this")
                ? "\"this\" has no meaning here: the field is not in a message that is projected from another "
                : "\"" + name + "\" is unknown ";
        return problem + roots(name);
    }

    /** {@code (expected: profile, orders, request; did you mean "orders"?)}. */
    private String roots(String name) {
        List<String> roots = new ArrayList<>(calls.keySet());
        roots.addAll(lets.names());
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
        return follow(path, new Source(origin, root, List.of()), spot, findings);
    }

    private static Optional<Source> follow(Path path, Source start, Spot spot, Findings findings) {
        List<FieldDescriptor> fields = new ArrayList<>(start.path());
        Descriptor type = start.root();
        for (int i = 0; i < path.steps().size(); i++) {
            Step step = path.steps().get(i);
            FieldDescriptor before = fields.isEmpty() ? null : fields.get(fields.size() - 1);
            if (before != null && !Types.isSingularMessage(before)) {
                findings.error(
                        spot.at(step.offset()),
                        path.prefix(i) + " is " + Types.describe(before)
                                + ": a path does not go into it (expected: a path through " + "single messages)");
                return Optional.empty();
            }
            type = before == null ? type : before.getMessageType();
            Optional<FieldDescriptor> field =
                    Fields.find(type, step, owner(path, i, start.origin(), start.root()), spot, findings);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(new Source(start.origin(), start.root(), fields));
    }
}
