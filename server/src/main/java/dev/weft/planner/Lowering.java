package dev.weft.planner;

import dev.weft.plan.AnswerPart;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Computation;
import dev.weft.plan.Condition;
import dev.weft.plan.Fallback;
import dev.weft.plan.Input;
import dev.weft.plan.MethodName;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Requirement;
import dev.weft.plan.StreamedPlan;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Part;
import dev.weft.wire.Projection;
import dev.weft.wire.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lowers a resolved page into a plan. For one page. */
final class Lowering {
    private final Targets targets;
    private final int maxItems;

    /** @param maxItems for how many elements of a list a call may be made */
    Lowering(Targets targets, int maxItems) {
        this.targets = targets;
        this.maxItems = maxItems;
    }

    PagePlan lower(ResolvedPage page) {
        return lower(page, false).page();
    }

    /** The same, with an answer that can go out part by part. */
    StreamedPlan stream(ResolvedPage page, MethodName sameAs) {
        Lowered lowered = lower(page, true);
        return new StreamedPlan(lowered.page(), sameAs, lowered.parts());
    }

    /**
     * A plan.
     *
     * @param parts its answer taken apart; none of one that goes out whole
     */
    record Lowered(PagePlan page, List<AnswerPart> parts) {}

    /** Lowers a page; {@code apart} when its answer is to go out part by part. */
    Lowered lower(ResolvedPage page, boolean apart) {
        Nodes nodes = new Nodes(page.calls(), page.computations());
        Inputs inputs = new Inputs(nodes, new Slots(), page.indexes());
        Mappings mappings = new Mappings(inputs);
        EachLowering each = new EachLowering(inputs, mappings, page.lists(), page.computations(), maxItems);
        Supplier<TemplateParts> parts = () -> new TemplateParts(inputs, mappings, page.computations());
        List<AnswerPart> answerParts = apart ? AnswerParts.of(page.answer(), parts, nodes) : List.of();
        List<Part> answer = apart
                ? answerParts.stream().flatMap(part -> part.parts().stream()).toList()
                : parts.get().answer(page.answer());
        List<LoweredCall> calls =
                page.calls().stream().map(call -> lower(call, parts, each)).toList();
        List<List<Input>> read = page.computations().all().stream()
                .map(entry -> inputs.of(entry.formula(), entry.inputs()))
                .toList();
        Slots slots = inputs.slots();
        PagePlan plan = new PagePlan(
                Methods.name(page.rpc()),
                page.rpc(),
                page.timeout(),
                Projection.compile(Mapping.identity(page.rpc().getInputType())),
                slots.reads(new Origin.Request()),
                calls.stream().map(call -> call(call, nodes, slots, each)).toList(),
                computations(page.computations(), read, nodes, slots),
                fallbacks(calls, nodes),
                inputs.derived(),
                Template.of(answer),
                page.status(),
                slots.count(),
                page.lets(),
                FillTexts.of(page.answer()),
                MaskedPage.of(page, part -> lower(part, apart), targets));
        return new Lowered(plan, answerParts);
    }

    private record LoweredCall(
            BoundCall bound,
            List<Part> request,
            TemplateParts parts,
            Optional<List<Part>> condition,
            Optional<List<Part>> fallback,
            Optional<EachLowering.Lowered> each) {}

    private static LoweredCall lower(BoundCall call, Supplier<TemplateParts> parts, EachLowering each) {
        TemplateParts request = parts.get();
        return new LoweredCall(
                call,
                request.request(call.request()),
                request,
                call.condition().map(it -> parts.get().answer(List.of(it))),
                call.fallback().map(it -> parts.get().answer(List.of(it))),
                each.lower(call));
    }

    private CallPlan call(LoweredCall lowered, Nodes nodes, Slots slots, EachLowering each) {
        BoundCall bound = lowered.bound();
        DeclaredCall call = bound.call();
        return new CallPlan(
                call.index(),
                call.name(),
                targets.target(call.method().orElseThrow(), call.declaration().getDownstream()),
                call.declaration().getRequired(),
                call.timeout(),
                call.cache(),
                Template.of(lowered.request()),
                nodes.before(call.index()),
                bound.after().stream()
                        .map(after -> new Requirement(
                                nodes.answer(after.call().index()), after.call().name(), true))
                        .toList(),
                bound.condition().map(it -> condition(it, lowered.condition().orElseThrow(), nodes)),
                lowered.parts().requirements(),
                lowered.parts().needs(),
                slots.reads(new Origin.Call(call.index())),
                FillTexts.of(bound.request()),
                lowered.each().map(it -> each.forEach(bound, it)));
    }

    private static Condition condition(Filled filled, List<Part> parts, Nodes nodes) {
        return new Condition(Template.of(parts), TemplateParts.requirements(filled, nodes), filled.expression());
    }

    private static List<Computation> computations(
            Computations computations, List<List<Input>> read, Nodes nodes, Slots slots) {
        List<Computation> all = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            Computations.Entry entry = computations.all().get(i);
            int node = nodes.computation(i);
            all.add(new Computation(
                    node,
                    entry.name(),
                    entry.let(),
                    entry.formula(),
                    read.get(i),
                    nodes.before(node),
                    slots.reads(new Origin.Computed(i)),
                    entry.purpose().reported(),
                    entry.purpose().insteadOf()));
        }
        return all;
    }

    private static List<Fallback> fallbacks(List<LoweredCall> calls, Nodes nodes) {
        List<Fallback> all = new ArrayList<>();
        for (LoweredCall call : calls) {
            call.fallback().ifPresent(parts -> {
                Filled filled = call.bound().fallback().orElseThrow();
                int index = call.bound().call().index();
                int node = nodes.answer(index);
                all.add(new Fallback(
                        node,
                        index,
                        Template.of(parts),
                        TemplateParts.requirements(filled, nodes),
                        nodes.before(node),
                        filled.expression()));
            });
        }
        return all;
    }
}
