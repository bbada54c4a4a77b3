package dev.weft.execution;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.Cancellable;
import dev.weft.downstream.Loop;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.execution.PageResult.Answered;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Need;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import dev.weft.wire.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request being answered by one plan: all of its state, and everything that happens to it. Confined to the loop of its
 * request.
 *
 * <p>A call starts the moment that the last call that it reads has ended. When all have ended, or the time is up, what is there
 * is the answer.
 */
final class Execution implements Cancellable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Execution.class);

    private final ExecutionRunner page;
    private final PagePlan plan;
    private final PageRequest request;
    private final Loop loop;
    private final long startNanos;
    private final long answerAtNanos;
    private final @Nullable Piece[] slots;
    private final CallRun[] calls;
    private int unfinished;
    private boolean timeIsUp;
    private boolean clientHasGone;

    /** Where the result goes; null once the page has ended. */
    private @Nullable Consumer<PageResult> done;

    private @Nullable Cancellable timer;

    Execution(ExecutionRunner page, PageRequest request, Consumer<PageResult> done) {
        this.page = page;
        this.plan = page.plan();
        this.request = request;
        this.done = done;
        this.loop = request.loop();
        this.startNanos = loop.nanoTime();
        this.answerAtNanos = page.times().answerAt(plan, request, startNanos);
        this.slots = new Piece[plan.slots()];
        this.calls = page.newRuns();
        this.unfinished = calls.length;
    }

    /** Starts what can start. */
    void begin() {
        guard(this::start);
    }

    private void start() {
        long budgetNanos = answerAtNanos - startNanos;
        if (budgetNanos <= 0) {
            fail(PageFailure.late());
        } else if (!readRequest()) {
            fail(PageFailure.malformedRequest());
        } else {
            timer = loop.schedule(() -> guard(this::giveUp), budgetNanos);
            startIndependentCalls();
        }
    }

    /** Runs what the loop calls: whatever goes wrong in it, the client gets an answer. */
    private void guard(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOGGER.error("request {}: {} failed unexpectedly", request.requestId(), plan.name(), e);
            fail(PageFailure.unexpected());
        }
    }

    private boolean readRequest() {
        if (!(plan.requestCheck().read(request.message()) instanceof Piece)) {
            return false;
        }
        for (Read read : plan.requestReads()) {
            Reading reading = read.projection().read(request.message());
            if (!(reading instanceof Piece piece)) {
                return false;
            }
            slots[read.slot()] = piece;
        }
        return true;
    }

    private void startIndependentCalls() {
        for (CallRun call : calls) {
            if (call.plan.waitsFor().isEmpty()) {
                start(call);
            }
        }
        answerWhenFinished();
    }

    private void start(CallRun call) {
        if (!isRunning()) {
            return;
        }
        Need lacking = lacking(call.plan);
        if (lacking != null) {
            end(call, new Skipped(lacking.expression() + " has no value"));
            return;
        }
        call.started(loop.nanoTime());
        byte[] message = call.plan.request().render(slots);
        CallContext context = new CallContext(loop, deadline(call.plan), request.headers(), request.fresh());
        call.running(page.call(call.plan).start(context, message, result -> guard(() -> landed(call, result))));
    }

    private @Nullable Need lacking(CallPlan call) {
        for (Need need : call.needs()) {
            Piece piece = slots[need.slot()];
            if (piece == null || piece.isEmpty()) {
                return need;
            }
        }
        return null;
    }

    private long deadline(CallPlan call) {
        return call.timeout()
                .map(timeout -> PageTimes.earlier(answerAtNanos, loop.nanoTime() + timeout.toNanos()))
                .orElse(answerAtNanos);
    }

    private void landed(CallRun call, CallResult result) {
        if (call.hasEnded() || !isRunning()) {
            return;
        }
        long took = call.took(loop.nanoTime());
        if (result instanceof Answer answer) {
            keep(call.plan.reads(), answer.pieces());
            call.freshNanos = answer.freshNanos();
            end(call, answered(answer, took));
        } else if (result instanceof Failure failure) {
            end(call, new Failed(failure.code(), failure.cause(), took));
        }
        answerWhenFinished();
    }

    private static Outcome answered(Answer answer, long took) {
        if (answer.remembered().isEmpty()) {
            return new Fresh(took);
        }
        Remembered memory = answer.remembered().get();
        return memory.stale() ? new Stale(memory.ageNanos(), took) : new Cached(memory.ageNanos(), took);
    }

    private void keep(List<Read> reads, List<Piece> pieces) {
        for (int i = 0; i < reads.size(); i++) {
            slots[reads.get(i).slot()] = pieces.get(i);
        }
    }

    private void end(CallRun call, Outcome outcome) {
        call.ended(outcome);
        unfinished--;
        if (call.plan.required() && !outcome.hasAnswer()) {
            fail(PageFailure.required(call.plan, outcome));
        } else if (!timeIsUp) {
            startThoseWaitingFor(call);
        }
    }

    private void startThoseWaitingFor(CallRun call) {
        for (int index : page.dependents(call.plan)) {
            CallRun dependent = calls[index];
            if (--dependent.waitingFor == 0 && !dependent.hasEnded()) {
                start(dependent);
            }
        }
    }

    private void giveUp() {
        timeIsUp = true;
        for (CallRun call : calls) {
            if (!call.hasEnded() && isRunning()) {
                end(call, givenUp(call));
            }
        }
        answerWhenFinished();
    }

    private Outcome givenUp(CallRun call) {
        return call.outcomeOr(Code.DEADLINE_EXCEEDED, "no answer by the time the page had to go out", loop.nanoTime());
    }

    private void answerWhenFinished() {
        if (unfinished == 0 && isRunning()) {
            plan.status().ifPresent(status -> slots[status.slot()] = PageStatusField.encode(status.field(), calls));
            finish(new Answered(plan.answer().render(slots), missing(), reuse()), Code.OK);
        }
    }

    private Optional<Reuse> reuse() {
        long nanos = Long.MAX_VALUE;
        for (CallRun call : calls) {
            nanos = Math.min(nanos, call.isComplete() ? call.freshNanos : 0);
        }
        return calls.length == 0 || nanos == 0
                ? Optional.empty()
                : Optional.of(new Reuse(nanos, page.isShared(), this::content));
    }

    private byte[] content() {
        plan.status().ifPresent(status -> slots[status.slot()] = null);
        return plan.answer().render(slots);
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (CallRun call : calls) {
            if (!call.isComplete()) {
                missing.add(call.plan.name());
            }
        }
        return missing;
    }

    private void fail(Status status) {
        if (!isRunning()) {
            return;
        }
        finish(new PageResult.Failed(status), Code.forNumber(status.getCode()));
        for (CallRun call : calls) {
            if (!call.hasEnded()) {
                call.cancelIfSafe();
            }
        }
    }

    private void finish(PageResult result, Code code) {
        Consumer<PageResult> receiver = done;
        done = null;
        if (timer != null) {
            timer.cancel();
        }
        if (receiver != null && !clientHasGone) {
            receiver.accept(result);
        }
        report(clientHasGone ? Code.CANCELLED : code);
    }

    private boolean isRunning() {
        return done != null;
    }

    /** The client has gone: breaks off what nobody needs any more. Calls that change something run on, and those that lead to them. */
    @Override
    public void cancel() {
        if (!isRunning() || clientHasGone) {
            return;
        }
        clientHasGone = true;
        boolean[] kept = page.leadingToUnsafe(calls);
        for (CallRun call : calls) {
            if (!call.hasEnded() && !kept[call.plan.index()]) {
                abandon(call);
            }
        }
        answerWhenFinished();
    }

    private void abandon(CallRun call) {
        call.cancelIfSafe();
        call.ended(call.outcomeOr(Code.CANCELLED, "the client has gone", loop.nanoTime()));
        unfinished--;
    }

    private void report(Code code) {
        long now = loop.nanoTime();
        List<CallReport> reports = new ArrayList<>(calls.length);
        for (CallRun call : calls) {
            Outcome outcome = call.outcomeOr(Code.CANCELLED, "the page had failed", now);
            reports.add(new CallReport(call.plan.name(), call.plan.target().method(), outcome));
        }
        page.listener().ended(new PageReport(plan, request.requestId(), code, now - startNanos, reports));
    }
}
