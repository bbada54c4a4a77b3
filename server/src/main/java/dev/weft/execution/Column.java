package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.execution.Outcome.Failed;
import dev.weft.plan.Computation;
import dev.weft.plan.Fallback;
import dev.weft.plan.ForEach;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of one execution that is made once for each element of a list, so many at once and not more. An element's call starts the moment that
 * what it reads is there: what other calls over the same list brought for the same element. Confined to the execution's loop.
 */
final class Column {
    private final CallRun run;
    private final ForEach forEach;
    private final Columns page;
    private final boolean replaceable;
    private final Consumer<Outcome> done;
    private final List<Column> readers = new ArrayList<>();
    private final Deque<Item> ready = new ArrayDeque<>();
    private final List<Computation> formulas;
    private final Turns turns;
    private List<Item> items = List.of();
    private @Nullable Replacing replacing;
    private boolean opened;
    private boolean closed;
    private boolean reported;
    private int underWay;
    private int left;

    /**
     * @param replaceable whether the call has a fallback
     * @param done is told when all elements have ended, or when one has failed without which there is no page
     */
    Column(CallRun run, Columns page, boolean replaceable, Consumer<Outcome> done) {
        this.run = run;
        this.forEach = run.plan.forEach().orElseThrow();
        this.page = page;
        this.replaceable = replaceable;
        this.done = done;
        this.formulas = forEach.formulas().stream()
                .filter(formula -> formula.insteadOf().isEmpty())
                .toList();
        this.turns = page.turns(this::canBegin, this::beginNext, this::finishWhenDone);
    }

    /** Says that {@code reader} waits, element by element, for what this one brings. */
    void readBy(Column reader) {
        readers.add(reader);
    }

    /** Starts what can start. What the call waits for as a whole has ended. */
    void open() {
        Outcome obstacle = new Readiness(page.state().endings(), page.state().slots()).obstacle(run.plan, forEach);
        if (obstacle != null) {
            close();
            report(obstacle);
            return;
        }
        run.started(page.now());
        run.running(this::cancel);
        List<byte[]> elements = page.elements(forEach);
        if (elements.size() > forEach.maxItems()) {
            close();
            report(tooMany());
            return;
        }
        List<Item> all = new ArrayList<>(elements.size());
        for (byte[] element : elements) {
            all.add(new Item(all.size(), element, run.plan, forEach, page));
        }
        items = all;
        left = all.size();
        opened = true;
        forEach.responseReads().forEach(read -> page.state().rows().open(read.slot(), all.size()));
        for (Item item : all) {
            item.waitFor(forEach.columns().stream()
                    .filter(column -> !page.get(column.call()).isSettled(item))
                    .count());
            if (item.isReady()) {
                ready.add(item);
            }
        }
        turns.go();
    }

    private Outcome tooMany() {
        String cause = forEach.expression() + " has more than " + forEach.maxItems() + " elements (for_each.max_items)";
        return new Failed(Code.RESOURCE_EXHAUSTED, cause, 0);
    }

    /** Whether nothing more will come for that element. */
    private boolean isSettled(Item item) {
        return closed || (opened && items.get(item.index()).isSettled());
    }

    /** How the call ended for the element of that number. */
    Ending ending(int index) {
        return (opened ? items.get(index).run() : run).ending();
    }

    private boolean canBegin() {
        return !ready.isEmpty() && underWay < forEach.width() && !isOver() && page.hasTime();
    }

    private void beginNext() {
        underWay++;
        Item item = ready.remove();
        item.prepare(forEach.columns());
        item.workOut(formulas, () -> call(item));
    }

    private void finishWhenDone() {
        if (left == 0 && !isOver()) {
            finish();
        }
    }

    private boolean isOver() {
        return run.hasEnded() || reported || !page.isGoing();
    }

    private void call(Item item) {
        if (isOver() || item.run().hasEnded()) {
            return;
        }
        Outcome obstacle = item.obstacle();
        if (obstacle != null) {
            end(item, obstacle);
            return;
        }
        Calling calling = page.state().calling();
        byte[] message = item.request();
        CallContext context = calling.context(run.plan);
        item.run().started(context.startNanos());
        item.run().running(calling.make(run.plan, context, message, result -> page.event(() -> landed(item, result))));
    }

    private void landed(Item item, CallResult result) {
        if (isOver() || item.run().hasEnded()) {
            return;
        }
        if (result instanceof Answer answer) {
            List<Read> reads = forEach.responseReads();
            for (int i = 0; i < reads.size(); i++) {
                page.state()
                        .rows()
                        .put(reads.get(i).slot(), item.index(), answer.pieces().get(i));
            }
        }
        end(item, item.run().landed(result, page.now()));
    }

    private void end(Item item, Outcome outcome) {
        item.run().ended(outcome);
        left--;
        underWay--;
        boolean lacking = item.run().lacksAnswer();
        if (lacking && run.plan.required() && !replaceable) {
            cancel();
            report(outcome);
            return;
        }
        if (!lacking || !replaceable) {
            settle(item);
        }
        turns.go();
    }

    private void settle(Item item) {
        item.settle();
        readers.forEach(reader -> reader.settled(item.index()));
    }

    /** One that this one reads will bring nothing more for that element. */
    private void settled(int index) {
        if (opened) {
            Item item = items.get(index);
            if (item.isFree()) {
                ready.add(item);
                turns.go();
            }
        }
    }

    private void finish() {
        if (!replaceable) {
            close();
        }
        keepWhole();
        report(outcome());
    }

    private void report(Outcome outcome) {
        reported = true;
        count();
        done.accept(outcome);
    }

    /** Nobody knows how many there are of a list that has no value. */
    private void count() {
        if (opened) {
            run.counted(items, page.now());
        }
    }

    /** Nothing more comes of it: those that read it need not wait. */
    void close() {
        if (!closed) {
            closed = true;
            if (opened) {
                items.stream().filter(item -> !item.isSettled()).toList().forEach(this::settle);
            }
        }
    }

    private Outcome outcome() {
        return run.worst(items, page.now());
    }

    /** The list of all responses has a value when each element has its own, or needs none. */
    private void keepWhole() {
        if (forEach.whole().isPresent()
                && items.stream().noneMatch(item -> item.run().lacksAnswer())) {
            int slot = forEach.whole().getAsInt();
            byte[] list = Elements.messages(items.size(), item -> {
                Piece piece = page.state().rows().get(slot, item);
                return piece == null ? null : piece.toByteArray();
            });
            page.keep(run.plan.reads(), list);
        }
    }

    /** The page has to go out: those that have not ended are given up. */
    void giveUp(Code code, String reason) {
        reported = true;
        long now = page.now();
        for (Item item : items) {
            if (!item.run().hasEnded()) {
                item.run().ended(item.run().outcomeOr(code, reason, now));
            }
        }
        if (!replaceable) {
            close();
        }
        if (opened) {
            keepWhole();
        }
        count();
        done.accept(opened ? outcome() : run.outcomeOr(code, reason, now));
    }

    private void cancel() {
        items.forEach(item -> {
            if (!item.run().hasEnded()) {
                item.run().cancelIfSafe();
            }
        });
    }

    /** Lets {@code fallback} stand in for the elements that have no response, and tells {@code then}. */
    void replace(Fallback fallback, Runnable then) {
        replacing = new Replacing(forEach, fallback, items, page, () -> replaced(then));
        replacing.begin();
    }

    /** Waits no longer for what stands in. */
    void hurry() {
        if (replacing != null) {
            replacing.hurry();
        }
    }

    private void replaced(Runnable then) {
        if (opened) {
            keepWhole();
            run.ended(outcome());
            run.counted(items, page.now());
        }
        close();
        then.run();
    }
}
