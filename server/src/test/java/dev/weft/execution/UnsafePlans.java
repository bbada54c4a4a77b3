package dev.weft.execution;

import dev.weft.plan.CallPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Target;
import java.util.List;

/** Pages with a call that may change something. */
final class UnsafePlans {
    private UnsafePlans() {}

    /** The page, as if the call of that name were one. */
    static PagePlan with(String name, PagePlan page) {
        List<CallPlan> calls = page.calls().stream()
                .map(call -> call.name().equals(name) ? unsafe(call) : call)
                .toList();
        return new PagePlan(
                page.name(),
                page.descriptor(),
                page.timeout(),
                page.requestCheck(),
                page.requestReads(),
                calls,
                page.computations(),
                page.fallbacks(),
                page.derived(),
                page.answer(),
                page.status(),
                page.slots(),
                page.lets(),
                page.fills(),
                page.reach(),
                page.narrowing());
    }

    private static CallPlan unsafe(CallPlan call) {
        Target target = new Target(
                call.target().method(),
                call.target().descriptor(),
                call.target().downstream(),
                Idempotency.UNKNOWN);
        return new CallPlan(
                call.index(),
                call.name(),
                target,
                call.required(),
                call.timeout(),
                call.cache(),
                call.request(),
                call.waitsFor(),
                call.after(),
                call.condition(),
                call.requirements(),
                call.needs(),
                call.reads(),
                call.binds(),
                call.forEach());
    }
}
