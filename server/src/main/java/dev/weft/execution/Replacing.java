package dev.weft.execution;

import dev.weft.plan.Computation;
import dev.weft.plan.Fallback;
import dev.weft.plan.ForEach;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Lets a fallback stand in for the elements of a list that have no response. Confined to the execution's loop. */
final class Replacing {
    private final ForEach forEach;
    private final Fallback fallback;
    private final Columns page;
    private final Runnable then;
    private final List<Computation> formulas;
    private final Deque<Item> lacking = new ArrayDeque<>();
    private final Turns turns;
    private int left;
    private boolean over;

    /** @param then is run when it has a value for all of them, or has none, or nobody waits any longer */
    Replacing(ForEach forEach, Fallback fallback, List<Item> items, Columns page, Runnable then) {
        this.forEach = forEach;
        this.fallback = fallback;
        this.page = page;
        this.then = then;
        this.formulas = forEach.formulas().stream()
                .filter(formula -> formula.insteadOf().isPresent())
                .toList();
        items.stream().filter(item -> item.run().lacksAnswer()).forEach(lacking::add);
        this.left = lacking.size();
        this.turns = page.turns(() -> !over && !lacking.isEmpty(), this::next, this::endWhenDone);
    }

    void begin() {
        turns.go();
        if (page.isHurried()) {
            hurry();
        }
    }

    private void next() {
        Item item = lacking.remove();
        item.prepare(forEach.fallbackColumns());
        item.workOut(formulas, () -> replace(item));
    }

    private void replace(Item item) {
        if (!over) {
            item.standIn(fallback);
            left--;
            endWhenDone();
        }
    }

    private void endWhenDone() {
        if (left == 0) {
            hurry();
        }
    }

    /** Waits no longer: where it has no value yet, it has none. */
    void hurry() {
        if (!over) {
            over = true;
            then.run();
        }
    }
}
