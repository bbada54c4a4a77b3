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
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages that the expressions at one place can read. */
final class Scope {
    private final Names names;
    private final @Nullable Descriptor self;
    private final Hand hand;
    private final Purpose purpose;
    private final String place;

    /**
     * What a page has names for, wherever the expression stands.
     *
     * @param used takes note of the indices of the calls that are read
     */
    record Names(
            MethodDescriptor page,
            Map<String, DeclaredCall> calls,
            Lets lets,
            Lists lists,
            Indexes indexes,
            Set<Integer> used) {
        /** Which page means what is read in a message that is projected: others may have the same message. */
        String neededFor(@Nullable Descriptor self) {
            return self == null ? "" : "; needed for " + page.getService().getName() + "/" + page.getName();
        }
    }

    private Scope(Names names, @Nullable Descriptor self, Hand hand, Purpose purpose, String place) {
        this.names = names;
        this.self = self;
        this.hand = hand;
        this.purpose = purpose;
        this.place = place;
    }

    /** Of a page: its request, its calls and its names. Notes the indices of the calls that are read in {@code used}. */
    static Scope of(
            MethodDescriptor page,
            List<DeclaredCall> calls,
            Lets lets,
            Lists lists,
            Indexes indexes,
            Set<Integer> used) {
        Map<String, DeclaredCall> byName = new LinkedHashMap<>();
        calls.forEach(call -> byName.putIfAbsent(call.name(), call));
        return new Scope(new Names(page, byName, lets, lists, indexes, used), null, Hand.EMPTY, Purpose.FIELD, "");
    }

    /** The same, with {@code this}. */
    Scope within(Descriptor self) {
        return new Scope(names, self, hand, Purpose.FIELD, place);
    }

    /** The same, for the messages that are projected from what {@code source} reads. */
    Scope below(Source source) {
        return new Scope(names, self, names.lists().in(hand, source), purpose, place);
    }

    /** The same, with {@code each} and what other calls brought for it. */
    Scope each(DeclaredCall call) {
        if (call.declaration().getForEach().isEmpty()) {
            return this;
        }
        OptionalInt list = names.lists().of(call.index()).map(OptionalInt::of).orElse(Hand.UNKNOWN);
        return new Scope(names, self, Hand.each(list, call.index()), purpose, place);
    }

    /** The same, inside a field that is composed in place. */
    Scope inside(FieldDescriptor field) {
        return new Scope(names, self, hand, purpose, place + field.getName() + ".");
    }

    /** The same, for something else. */
    Scope to(Purpose purpose) {
        return new Scope(names, self, hand, purpose, place);
    }

    /** Without {@code this}. */
    private Scope page() {
        return new Scope(names, null, Hand.EMPTY, Purpose.FIELD, "");
    }

    /** Which element of which list is at hand. */
    Hand hand() {
        return hand;
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
                || (name.equals("each") && hand.call().isPresent())
                || rows().knows(name)
                || names.calls().containsKey(name)
                || names.indexes().has(name)
                || names.lets().has(name);
    }

    /** What the name stands for in a formula; empty when that is nothing, which is reported where the name is declared. */
    Optional<Named> named(String name, Spot spot, Findings findings) {
        if (names.lets().has(name)) {
            return names.lets().named(name, page());
        }
        if (names.indexes().has(name)) {
            return names.indexes()
                    .get(name)
                    .map(index -> new Named(
                            Variable.value(name, index.map()), index.list().origin()));
        }
        return resolve(path(name, spot.offset()), spot, findings)
                .map(source -> new Named(
                        source.field()
                                .map(field -> Variable.value(name, field))
                                .orElseGet(() -> Variable.message(name, source.root())),
                        source.origin()));
    }

    /** The path to something that is named: of {@code row.price} it has a step. */
    private static Path path(String name, int offset) {
        int dot = name.indexOf('.');
        return dot < 0
                ? new Path(name, offset, List.of(), Optional.empty(), name)
                : new Path(
                        name.substring(0, dot),
                        offset,
                        List.of(new Step(name.substring(dot + 1), offset + dot + 1)),
                        Optional.empty(),
                        name);
    }

    private Rows rows() {
        return new Rows(names, hand, names.neededFor(self));
    }

    /** Notes that a call is read. */
    void use(Origin origin) {
        if (origin instanceof Origin.Call call) {
            names.used().add(call.index());
        } else if (origin instanceof Origin.Row row) {
            names.used().add(row.call());
        }
    }

    /** The literal that the path stands for. */
    Optional<Literal> literal(Path path) {
        return path.steps().isEmpty() && names.lets().isLiteral(path.root())
                ? names.lets().literal(path.root())
                : Optional.empty();
    }

    /** The literal to use where the path has no value. */
    Optional<Literal> otherwise(Path path) {
        return path.otherwise().isPresent() || !path.steps().isEmpty()
                ? path.otherwise()
                : names.lets().literal(path.root());
    }

    /** The paths to the fields of that name, at the top of what can be read. */
    List<String> pathsTo(String field) {
        List<String> paths = new ArrayList<>();
        for (DeclaredCall call : names.calls().values()) {
            if (call.method().isPresent() && call.method().get().getOutputType().findFieldByName(field) != null) {
                paths.add(call.name() + "." + field);
            }
        }
        return paths;
    }

    /** What {@code path} reads; empty when it cannot be read, which is reported unless the call that it reads already is. */
    Optional<Source> resolve(Path path, Spot spot, Findings findings) {
        return switch (path.root()) {
            case "request" -> follow(path, new Origin.Request(), names.page().getInputType(), spot, findings);
            case "this" -> self(path, spot, findings);
            case "each" -> each(path, spot, findings);
            case "row" -> rows().resolve(path, spot, findings).flatMap(row -> follow(path, 1, row, spot, findings));
            default -> names.lets().has(path.root()) ? let(path, spot, findings) : call(path, spot, findings);
        };
    }

    private Optional<Source> self(Path path, Spot spot, Findings findings) {
        if (self == null) {
            findings.error(spot.at(path.offset()), unknown("this"));
            return Optional.empty();
        }
        return follow(path, new Origin.This(), self, spot, findings);
    }

    private Optional<Source> each(Path path, Spot spot, Findings findings) {
        if (hand.call().isEmpty()) {
            findings.error(spot.at(path.offset()), unknown("each"));
            return Optional.empty();
        }
        return names.lists().each(hand.call().getAsInt()).flatMap(each -> follow(path, 0, each, spot, findings));
    }

    private Optional<Source> let(Path path, Spot spot, Findings findings) {
        if (names.lets().isLiteral(path.root())) {
            int at =
                    path.steps().isEmpty() ? path.offset() : path.steps().get(0).offset();
            findings.error(
                    spot.at(at),
                    path.root() + " is a literal: a path does not go into it (expected: " + path.root() + " alone)");
            return Optional.empty();
        }
        return names.lets().source(path.root(), page()).flatMap(source -> follow(path, 0, source, spot, findings));
    }

    private Optional<Source> call(Path path, Spot spot, Findings findings) {
        DeclaredCall call = names.calls().get(path.root());
        if (call == null) {
            findings.error(spot.at(path.offset()), unknown(path.root()));
            return Optional.empty();
        }
        names.used().add(call.index());
        return call.method().flatMap(method -> follow(path, 0, answer(call, method), spot, findings));
    }

    /** The response of the call; of one that is made for each element of a list, all of them. */
    private Source answer(DeclaredCall call, MethodDescriptor method) {
        return call.declaration().getForEach().isEmpty()
                ? new Source(new Origin.Call(call.index()), method.getOutputType(), List.of())
                : names.lists().responses(call, method);
    }

    /** What is wrong with a name that nothing here has. */
    String unknown(String name) {
        if (Rows.isRow(name)) {
            return rows().unknown(name);
        }
        if (names.indexes().has(name)) {
            return name + " is an index (expected: " + name + "[key], the element with that key)";
        }
        String problem = switch (name) {
            case "this" ->
                "\"this\" has no meaning here: the field is not in a message that is projected from another ";
            case "each" -> "\"each\" has no meaning here: it is the element that a for_each is at, in its own call ";
            default -> "\"" + name + "\" is unknown ";
        };
        return problem + roots(name) + names.neededFor(self);
    }

    /** {@code (expected: profile, orders, request; did you mean "orders"?)}. */
    private String roots(String name) {
        List<String> roots = new ArrayList<>(names.calls().keySet());
        roots.addAll(names.lets().names());
        roots.addAll(names.indexes().names());
        roots.add("request");
        if (self != null) {
            roots.add("this");
        }
        if (hand.call().isPresent()) {
            roots.add("each");
        }
        if (hand.list().isPresent()) {
            roots.add("row");
        }
        return Suggestion.expected(name, roots);
    }

    /** Messages that are projected from several types say which they are looked at with. */
    private static String owner(Path path, int steps, Origin origin, Descriptor root) {
        boolean self = origin instanceof Origin.This && steps == 0;
        return self ? "this, a " + root.getFullName() + "," : path.prefix(steps);
    }

    private static Optional<Source> follow(Path path, Origin origin, Descriptor root, Spot spot, Findings findings) {
        return follow(path, 0, new Source(origin, root, List.of()), spot, findings);
    }

    /** Goes on from {@code start}, to which the first {@code done} steps lead. */
    static Optional<Source> follow(Path path, int done, Source start, Spot spot, Findings findings) {
        List<FieldDescriptor> fields = new ArrayList<>(start.path());
        Descriptor type = start.root();
        for (int i = done; i < path.steps().size(); i++) {
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
