package dev.weft.execution;

import dev.weft.plan.CallPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Target;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pages as if they were declared otherwise. */
final class ChangedPlans {
    private ChangedPlans() {}

    /** The page, as if the call of that name might change something. */
    static PagePlan unsafe(String name, PagePlan page) {
        return with(page, call -> call.name().equals(name) ? unsafe(call) : call);
    }

    /** The page, as if it required the call of that name and no other. */
    static PagePlan requiring(String name, PagePlan page) {
        return with(page, call -> changed(call, call.target(), call.name().equals(name)));
    }

    private static PagePlan with(PagePlan page, UnaryOperator<CallPlan> change) {
        List<CallPlan> calls = page.calls().stream().map(change).toList();
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
                page.narrowing());
    }

    private static CallPlan unsafe(CallPlan call) {
        Target target = new Target(
                call.target().method(),
                call.target().descriptor(),
                call.target().downstream(),
                Idempotency.UNKNOWN);
        return changed(call, target, call.required());
    }

    private static CallPlan changed(CallPlan call, Target target, boolean required) {
        return new CallPlan(
                call.index(),
                call.name(),
                target,
                required,
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
