package dev.weft.execution;

import com.google.protobuf.DynamicMessage;
import dev.weft.expression.CelValue;
import dev.weft.expression.Formula.Result;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Computation;
import dev.weft.plan.Fallback;
import dev.weft.plan.ForEach;
import dev.weft.plan.Input;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call for one element of a list: how far it has come, and what it reads. It reads the page's slots and endings as they are
 * when it starts, with those that are its own beside them.
 */
final class Item {
    private static final @Nullable Piece[] NO_SLOTS = {};
    private static final @Nullable Ending[] NO_ENDINGS = {};

    private final int index;
    private final byte[] element;
    private final CallPlan plan;
    private final ForEach forEach;
    private final Columns page;
    private final CallRun run;
    private long waiting;
    private boolean settled;
    private @Nullable Piece[] slots = NO_SLOTS;
    private @Nullable Ending[] endings = NO_ENDINGS;

    /** @param element a message in which it is all there is */
    Item(int index, byte[] element, CallPlan plan, ForEach forEach, Columns page) {
        this.index = index;
        this.element = element;
        this.plan = plan;
        this.forEach = forEach;
        this.page = page;
        this.run = new CallRun(plan);
    }

    int index() {
        return index;
    }

    /** The call itself. */
    CallRun run() {
        return run;
    }

    /** It waits for what so many other calls bring for the same element. */
    void waitFor(long calls) {
        waiting = calls;
    }

    boolean isReady() {
        return waiting == 0;
    }

    /** One of those has ended. Whether it was the last. */
    boolean isFree() {
        waiting--;
        return waiting == 0;
    }

    boolean isSettled() {
        return settled;
    }

    /** Nothing more comes for it. */
    void settle() {
        settled = true;
        slots = NO_SLOTS;
        endings = NO_ENDINGS;
    }

    /** Looks at what there is to read, in the rows of {@code columns} too. */
    void prepare(List<ForEach.Column> columns) {
        slots = page.state().slots().clone();
        endings = Arrays.copyOf(
                page.state().endings(),
                page.state().endings().length + forEach.formulas().size());
        keep(forEach.elementReads(), element);
        for (ForEach.Column column : columns) {
            endings[column.node()] = page.get(column.call()).ending(index);
            column.slots().forEach(slot -> slots[slot] = page.state().rows().get(slot, index));
        }
    }

    private boolean keep(List<Read> reads, byte[] message) {
        List<Piece> pieces = Pieces.read(reads, message);
        for (int i = 0; pieces != null && i < pieces.size(); i++) {
            slots[reads.get(i).slot()] = pieces.get(i);
        }
        return pieces != null;
    }

    /** Works the formulas out, and then goes on. */
    void workOut(List<Computation> formulas, Runnable then) {
        Countdown countdown = new Countdown(formulas.size(), then);
        for (Computation formula : formulas) {
            Ending obstacle = readiness().obstacle(formula, page.state().calls());
            if (obstacle == null) {
                page.state()
                        .evaluations()
                        .evaluate(
                                formula,
                                new Own(slots),
                                element.length,
                                result -> page.event(() -> workedOut(formula, result, countdown)));
            } else {
                endings[formula.node()] = obstacle;
                countdown.oneLess();
            }
        }
        countdown.start();
    }

    /** Nobody waits for it any more when the page has had to go on without. */
    private void workedOut(Computation formula, Result result, Countdown countdown) {
        if (!settled) {
            endings[formula.node()] = ending(formula, result);
            countdown.oneLess();
        }
    }

    private Ending ending(Computation formula, Result result) {
        if (result instanceof Result.Value value && keep(formula.reads(), value.message())) {
            return Ending.VALUE;
        }
        return result instanceof Result.None ? Ending.NONE : Ending.BROKEN;
    }

    private Readiness readiness() {
        return new Readiness(endings, slots);
    }

    /** Why the call is not made; null when it is. */
    @Nullable
    Outcome obstacle() {
        return readiness().obstacle(plan);
    }

    byte[] request() {
        return plan.request().measure(slots, page.state().deriving().of(index)).write(null);
    }

    /** Lets the fallback be the response, if it has a value. */
    void standIn(Fallback fallback) {
        if (!readiness().met(fallback.requirements())) {
            return;
        }
        byte[] wrapped = fallback.template()
                .measure(slots, page.state().deriving().of(index))
                .write(null);
        byte[] response = WrappedMessage.content(wrapped);
        List<Read> reads = forEach.responseReads();
        List<Piece> pieces = Pieces.read(reads, response);
        for (int i = 0; pieces != null && i < pieces.size(); i++) {
            page.state().rows().put(reads.get(i).slot(), index, pieces.get(i));
        }
        if (pieces != null) {
            run.replaced();
        }
    }

    /** What a formula reads of the element, or in its row: perhaps on another thread, and when the element is settled. */
    private record Own(@Nullable Piece[] slots) implements Values.Own {
        @Override
        public @Nullable Object value(Input input) {
            if (input instanceof Input.Row row) {
                Piece piece = slots[row.slot()];
                return piece == null ? null : Values.decode(row.type(), piece.toByteArray());
            }
            if (input instanceof Input.Plucked plucked) {
                Piece piece = slots[plucked.slot()];
                return piece == null ? null : piece.toByteArray();
            }
            if (input instanceof Input.Each each) {
                Piece piece = slots[each.slot()];
                if (piece == null) {
                    return null;
                }
                DynamicMessage message = Values.decode(each.field().getContainingType(), piece.toByteArray());
                return CelValue.of(each.field(), message.getField(each.field()));
            }
            return null;
        }
    }
}
