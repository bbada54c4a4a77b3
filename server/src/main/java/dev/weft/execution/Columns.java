package dev.weft.execution;

import dev.weft.loop.Loop;
import dev.weft.plan.CallPlan;
import dev.weft.plan.ForEach;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls of one execution that are made for each element of a list, and what they share of it. Confined to its loop. */
final class Columns {
    private final State state;
    private final Consumer<Runnable> events;
    private final BooleanSupplier going;
    private final @Nullable Column[] columns;
    private final Map<Integer, List<byte[]>> elements = new HashMap<>();
    private boolean hurried;

    /**
     * What one execution consists of.
     *
     * @param answerAtNanos until when calls are made, on the loop's clock
     */
    record State(
            Loop loop,
            long answerAtNanos,
            @Nullable Piece[] slots,
            @Nullable Ending[] endings,
            CallRun[] calls,
            Rows rows,
            Evaluations evaluations,
            Deriving deriving,
            Calling calling) {}

    /**
     * @param page says which calls have fallbacks
     * @param events runs what happens later
     * @param going whether calls are still made
     * @param done is told what became of a call
     */
    Columns(
            ExecutionRunner page,
            State state,
            Consumer<Runnable> events,
            BooleanSupplier going,
            BiConsumer<CallRun, Outcome> done) {
        this.state = state;
        this.events = events;
        this.going = going;
        this.columns = new Column[state.calls().length];
        for (CallRun call : state.calls()) {
            if (call.plan.forEach().isPresent()) {
                columns[call.plan.index()] =
                        new Column(call, this, page.isReplaceable(call.plan), outcome -> done.accept(call, outcome));
            }
        }
        for (CallRun call : state.calls()) {
            call.plan
                    .forEach()
                    .ifPresent(each ->
                            each.columns().forEach(read -> get(read.call()).readBy(get(call.plan.index()))));
        }
    }

    /** The column of a call; null when it is made once. */
    @Nullable
    Column find(CallPlan call) {
        return columns[call.index()];
    }

    /** The column of the call of that index. */
    Column get(int call) {
        Column column = columns[call];
        if (column == null) {
            throw new IllegalArgumentException(
                    "call: " + call + " (expected: one that is made for each element of a list)");
        }
        return column;
    }

    State state() {
        return state;
    }

    /** Now, on the loop's clock. */
    long now() {
        return state.loop().nanoTime();
    }

    /** Runs what happens later than its cause. */
    void event(Runnable event) {
        events.accept(event);
    }

    /** Does something many times, as often as there is {@code more}, in turns with what else happens on the loop. */
    Turns turns(BooleanSupplier more, Runnable step, Runnable then) {
        return new Turns(state.loop(), events, more, step, then);
    }

    /** Whether calls are still made. */
    boolean isGoing() {
        return going.getAsBoolean();
    }

    /** Whether there is time to begin another. */
    boolean hasTime() {
        return now() - state.answerAtNanos() < 0;
    }

    /** Waits no longer for what stands in for responses. */
    void hurry() {
        hurried = true;
        for (Column column : columns) {
            if (column != null) {
                column.hurry();
            }
        }
    }

    boolean isHurried() {
        return hurried;
    }

    /** The elements of a list that has a value, each in a message of its own; of one that has too many, one too many. */
    List<byte[]> elements(ForEach each) {
        return elements.computeIfAbsent(each.list(), list -> {
            Piece piece = state.slots()[each.slot()];
            return piece == null ? List.of() : Elements.of(piece.toByteArray(), each.wireType(), each.maxItems() + 1L);
        });
    }

    /** Puts what is read of {@code message}, which was checked, into the page's slots. */
    void keep(List<Read> reads, byte[] message) {
        List<Piece> pieces = Pieces.read(reads, message);
        for (int i = 0; pieces != null && i < pieces.size(); i++) {
            state.slots()[reads.get(i).slot()] = pieces.get(i);
        }
    }
}
