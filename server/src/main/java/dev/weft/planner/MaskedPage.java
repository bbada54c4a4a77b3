package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.FieldMask;
import dev.weft.diagnostics.Findings;
import dev.weft.plan.Idempotency;
import dev.weft.plan.Narrowing;
import dev.weft.plan.ReadMask;
import dev.weft.planner.Computations.Entry;
import dev.weft.planner.Computations.Purpose;
import dev.weft.schema.Spot;
import dev.weft.wire.Mapping;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Projection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A page whose request has a {@code read_mask}. Lowers the part of it that a mask names: what is left out is not run, not
 * read and not copied.
 *
 * <p>Calls that are required may be guards, and calls that may change something are there for what they change: they are made
 * whatever is asked for, with all that they need.
 */
final class MaskedPage implements Narrowing {
    private static final String NAME = "read_mask";

    private final ResolvedPage page;
    private final Function<ResolvedPage, Lowering.Lowered> lowering;
    private final Targets targets;
    private final Nodes nodes;
    private final FieldDescriptor field;
    private final Projection mask;

    private MaskedPage(
            ResolvedPage page,
            Function<ResolvedPage, Lowering.Lowered> lowering,
            Targets targets,
            FieldDescriptor field) {
        this.page = page;
        this.lowering = lowering;
        this.targets = targets;
        this.nodes = new Nodes(page.calls(), page.computations());
        this.field = field;
        FieldDescriptor paths = field.getMessageType().findFieldByNumber(FieldMask.PATHS_FIELD_NUMBER);
        this.mask = Projection.compile(
                new Mapping(page.rpc().getInputType()).copy(List.of(field, paths), paths, Defaults.AS_DECLARED));
    }

    /** How less of the page is answered; empty when its request cannot say so. */
    static Optional<Narrowing> of(
            ResolvedPage page, Function<ResolvedPage, Lowering.Lowered> lowering, Targets targets) {
        return Optional.ofNullable(page.rpc().getInputType().findFieldByName(NAME))
                .filter(MaskedPage::isMask)
                .map(field -> new MaskedPage(page, lowering, targets, field));
    }

    /** Warns of a field that looks as if clients could ask for less with it, and is of a type that says nothing. */
    static void check(MethodDescriptor rpc, Findings findings) {
        FieldDescriptor named = rpc.getInputType().findFieldByName(NAME);
        if (named != null && !isMask(named)) {
            findings.warning(
                    Spot.of(named),
                    NAME + " is " + Types.describe(named)
                            + ": all of the answer is always answered (expected: one google.protobuf.FieldMask)");
        }
    }

    private static boolean isMask(FieldDescriptor field) {
        return Types.isSingularMessage(field)
                && field.getMessageType()
                        .getFullName()
                        .equals(FieldMask.getDescriptor().getFullName());
    }

    @Override
    public int field() {
        return field.getNumber();
    }

    @Override
    public Projection mask() {
        return mask;
    }

    @Override
    public Asked asked(List<String> paths) {
        return MaskPaths.read(paths, page.rpc().getOutputType());
    }

    @Override
    public Narrowed narrow(ReadMask asked) {
        Descriptor answer = page.rpc().getOutputType();
        List<Filled> fields = MaskedFields.of(page.answer(), asked);
        Set<Integer> needed = needed(fields);
        ResolvedPage part = new ResolvedPage(
                page.rpc(),
                page.timeout(),
                page.calls().stream().map(call -> part(call, needed)).toList(),
                part(page.computations(), needed),
                page.lists(),
                page.indexes(),
                page.lets(),
                fields,
                page.status().flatMap(status -> MaskedFields.status(status, answer, asked)));
        // Calls and computations have the same numbers in the part; the fallbacks that are not needed are not in it.
        int kept = page.calls().size() + page.computations().all().size();
        Set<Integer> unneeded = IntStream.range(0, kept)
                .filter(node -> !needed.contains(node))
                .boxed()
                .collect(Collectors.toSet());
        Lowering.Lowered lowered = lowering.apply(part);
        return new Narrowed(lowered.page(), unneeded, lowered.parts());
    }

    /** The nodes without which these fields cannot be filled, and those that are run in any case. */
    private Set<Integer> needed(List<Filled> fields) {
        Set<Integer> needed = new HashSet<>();
        Reads.visit(fields, (origin, filled) -> need(nodes.of(origin), needed));
        for (BoundCall call : page.calls()) {
            if (call.call().declaration().getRequired()) {
                need(nodes.answer(call.call().index()), needed);
            }
            if (!isSafe(call)) {
                need(call.call().index(), needed);
            }
        }
        return needed;
    }

    private boolean isSafe(BoundCall call) {
        DeclaredCall declared = call.call();
        return targets.target(
                                declared.method().orElseThrow(),
                                declared.declaration().getDownstream())
                        .idempotency()
                == Idempotency.NO_SIDE_EFFECTS;
    }

    private void need(int node, Set<Integer> needed) {
        if (needed.add(node)) {
            nodes.waitsFor(node).keySet().forEach(before -> need(before, needed));
        }
    }

    private BoundCall part(BoundCall call, Set<Integer> needed) {
        int index = call.call().index();
        if (!needed.contains(index)) {
            return new BoundCall(
                    call.call(), Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty());
        }
        return needed.contains(nodes.answer(index))
                ? call
                : new BoundCall(
                        call.call(), call.list(), call.request(), call.condition(), call.after(), Optional.empty());
    }

    private Computations part(Computations all, Set<Integer> needed) {
        Computations part = new Computations();
        for (int i = 0; i < all.all().size(); i++) {
            Entry entry = all.all().get(i);
            part.add(
                    needed.contains(nodes.computation(i))
                            ? entry
                            : new Entry(entry.name(), entry.formula(), List.of(), Purpose.FIELD, entry.let()));
        }
        page.calls().stream()
                .map(call -> call.call().index())
                .filter(needed::contains)
                .forEach(call -> all.each(call).forEach(entry -> part.add(call, entry)));
        return part;
    }
}
