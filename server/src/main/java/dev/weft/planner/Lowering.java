package dev.weft.planner;

import dev.weft.plan.CallPlan;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.plan.StatusSlot;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Part;
import dev.weft.wire.Projection;
import dev.weft.wire.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers a resolved page into a plan. For one page. */
final class Lowering {
    private final Targets targets;

    Lowering(Targets targets) {
        this.targets = targets;
    }

    PagePlan lower(ResolvedPage page) {
        Slots slots = new Slots();
        Mappings mappings = new Mappings(slots);
        List<Part> answer = new ArrayList<>(new TemplateParts(slots, mappings).answer(page.answer()));
        Optional<StatusSlot> status = page.status().map(field -> new StatusSlot(field.getNumber(), slots.reserve()));
        status.ifPresent(slot -> answer.add(new Part.Slot(slot.slot(), null)));
        List<Request> requests = new ArrayList<>();
        for (BoundCall call : page.calls()) {
            TemplateParts parts = new TemplateParts(slots, mappings);
            requests.add(new Request(parts.request(call.request()), parts));
        }
        List<CallPlan> calls = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            calls.add(call(page.calls().get(i), requests.get(i), slots));
        }
        return new PagePlan(
                Methods.name(page.rpc()),
                page.rpc(),
                page.timeout(),
                Projection.compile(Mapping.identity(page.rpc().getInputType())),
                slots.reads(new Origin.Request()),
                calls,
                Template.of(answer),
                status,
                slots.count(),
                FillTexts.of(page.answer()));
    }

    private record Request(List<Part> template, TemplateParts parts) {}

    private CallPlan call(BoundCall bound, Request request, Slots slots) {
        DeclaredCall call = bound.call();
        List<Read> reads = slots.reads(new Origin.Call(call.index()));
        return new CallPlan(
                call.index(),
                call.name(),
                targets.target(call.method().orElseThrow(), call.declaration().getDownstream()),
                call.declaration().getRequired(),
                call.timeout(),
                call.cache(),
                Template.of(request.template()),
                List.copyOf(Waiting.of(bound).keySet()),
                request.parts().needs(),
                reads,
                FillTexts.of(bound.request()));
    }
}
