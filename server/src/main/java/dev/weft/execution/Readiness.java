package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.expression.Formula;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Computation;
import dev.weft.plan.Condition;
import dev.weft.plan.ForEach;
import dev.weft.plan.Need;
import dev.weft.plan.Requirement;
import dev.weft.wire.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a call is made, or a formula worked out, once all that it waits for has ended. */
final class Readiness {
    private final @Nullable Ending[] endings;
    private final @Nullable Piece[] slots;

    Readiness(@Nullable Ending[] endings, @Nullable Piece[] slots) {
        this.endings = endings;
        this.slots = slots;
    }

    /** Why the call is not made; null when it is. */
    @Nullable
    Outcome obstacle(CallPlan call) {
        Outcome obstacle =
                call.condition().isPresent() ? condition(call, call.condition().get()) : null;
        if (obstacle == null) {
            obstacle = after(call);
        }
        if (obstacle == null) {
            obstacle = lacking(call, call.requirements());
        }
        return obstacle == null ? lacking(call) : obstacle;
    }

    /** Why it is made for no element at all: the list has no value; null when it has. */
    @Nullable
    Outcome obstacle(CallPlan call, ForEach each) {
        Ending ending = each.node() < 0 ? Ending.VALUE : endings[each.node()];
        return ending == Ending.VALUE && slots[each.slot()] != null ? null : lacking(call, ending, each.expression());
    }

    private @Nullable Outcome condition(CallPlan call, Condition condition) {
        Outcome lacking = lacking(call, condition.requirements());
        if (lacking != null) {
            return lacking;
        }
        return condition.template().render(slots).length == 0 ? new NotNeeded() : null;
    }

    private @Nullable Outcome after(CallPlan call) {
        for (Requirement before : call.after()) {
            Ending ending = endings[before.node()];
            if (ending != Ending.VALUE && ending != Ending.NOT_NEEDED) {
                return new Skipped(before.expression() + ", which it comes after, has not answered");
            }
        }
        return null;
    }

    private @Nullable Outcome lacking(CallPlan call, List<Requirement> requirements) {
        for (Requirement requirement : requirements) {
            Ending ending = endings[requirement.node()];
            if (requirement.value() ? ending != Ending.VALUE : ending == Ending.BROKEN) {
                return lacking(call, ending, requirement.expression());
            }
        }
        return null;
    }

    private @Nullable Outcome lacking(CallPlan call) {
        for (Need need : call.needs()) {
            Piece piece = slots[need.slot()];
            if (piece == null || piece.isEmpty()) {
                return lacking(call, need.node() < 0 ? null : endings[need.node()], need.expression());
            }
        }
        return null;
    }

    /** A required call may be a guard: it is not left out because another call is. */
    private static Outcome lacking(CallPlan call, @Nullable Ending ending, String expression) {
        if (ending == Ending.BROKEN) {
            return new Failed(Code.FAILED_PRECONDITION, expression + " went wrong", 0);
        }
        return ending == Ending.NOT_NEEDED && !call.required()
                ? new NotNeeded()
                : new Skipped(expression + " has no value");
    }

    /** How a computation ends that there is no need, or no use, to work out; null when there is. */
    @Nullable
    Ending obstacle(Computation computation, CallRun[] calls) {
        if (computation.insteadOf().isPresent()
                && !calls[computation.insteadOf().getAsInt()].lacksAnswer()) {
            return Ending.NONE;
        }
        List<Formula.Input> inputs = computation.formula().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            int node = computation.inputs().get(i).node();
            if (node >= 0
                    && endings[node] == Ending.NOT_NEEDED
                    && !inputs.get(i).optional()) {
                return Ending.NOT_NEEDED;
            }
        }
        return null;
    }

    /** Whether all of them have a value. */
    boolean met(List<Requirement> requirements) {
        return requirements.stream().allMatch(requirement -> endings[requirement.node()] == Ending.VALUE);
    }
}
