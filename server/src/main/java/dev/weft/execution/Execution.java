package dev.weft.execution;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.PageResult.Answered;
import dev.weft.expression.Formula.Result;
import dev.weft.loop.Cancellable;
import dev.weft.loop.DeadlineTimer;
import dev.weft.loop.Loop;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Computation;
import dev.weft.plan.Fallback;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import dev.weft.wire.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request being answered by one plan: all of its state, and everything that happens to it. Confined to the loop of its
 * request.
 *
 * <p>A node (a call, a computation, a fallback) starts the moment that the last one that it waits for has ended. When all have ended,
 * what is there is the answer; when the time is up, the calls are given up, and what can be worked out without them is, as long as there is
 * time for that.
 */
final class Execution implements Cancellable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Execution.class);

    private static final String GIVEN_UP = "no answer by the time the page had to go out";

    private final ExecutionRunner page;
    private final PagePlan plan;
    private final PageRequest request;
    private final Loop loop;
    private final long startNanos;
    private final DeadlineTimer deadline;
    private final @Nullable Piece[] slots;
    private final CallRun[] calls;
    private final Progress progress;
    private final Readiness readiness;
    private final Values values;
    private final Deriving deriving;
    private final Evaluations evaluations;
    private final Answering answering;
    private final Received received;

    /** Makes the calls of which some could be equal; null when none could. */
    private final @Nullable Calling calling;

    /** The calls that are made for each element of a list; null when the page has none. */
    private final @Nullable Columns columns;

    private final Map<String, Code> broken = new LinkedHashMap<>();
    private boolean clientHasGone;

    /** How many events are being run, one inside of the other. */
    private int depth;

    /** Where the result goes; null once the page has ended. */
    private @Nullable Consumer<PageResult> done;

    /** Ends what is still worked out after the time of the calls. */
    private Cancellable overtime = () -> {};

    Execution(ExecutionRunner page, PageRequest request, AnswerFlow flow, Consumer<PageResult> done) {
        this.page = page;
        this.plan = page.plan();
        this.request = request;
        this.done = done;
        this.loop = request.loop();
        this.startNanos = loop.nanoTime();
        this.deadline = new DeadlineTimer(loop, page.times().answerAt(plan, request, startNanos));
        this.slots = new Piece[plan.slots()];
        this.calls = page.newRuns();
        this.progress = new Progress(page, this::start);
        this.readiness = new Readiness(progress.endings(), slots);
        this.values = new Values(plan, slots);
        Rows rows = page.hasLists() ? new Rows(slots.length) : Rows.NONE;
        this.deriving = new Deriving(plan, values, rows);
        this.evaluations = new Evaluations(page.offload(), loop, values);
        this.received = new Received(slots);
        this.answering = new Answering(plan, flow, slots, deriving, evaluations, broken, this::guard);
        this.calling = page.hasEqualCalls() || page.hasLists() ? new Calling(page, request, deadline) : null;
        this.columns = page.hasLists() && calling != null ? columns(rows, calling) : null;
    }

    private Columns columns(Rows rows, Calling calling) {
        Columns.State state = new Columns.State(
                loop, deadline.deadlineNanos(), slots, progress.endings(), calls, rows, evaluations, deriving, calling);
        return new Columns(page, state, this::happened, () -> isRunning() && !deadline.hasGoneOff(), this::end);
    }

    /** Runs what happens to one of the columns. */
    private void happened(Runnable event) {
        guard(() -> {
            if (isRunning()) {
                event.run();
                answerWhenFinished();
            }
        });
    }

    private @Nullable Column column(CallPlan call) {
        return columns == null ? null : columns.find(call);
    }

    /** Starts what can start. */
    void begin() {
        guard(this::start);
    }

    private void start() {
        if (deadline.deadlineNanos() - startNanos <= 0) {
            fail(PageFailure.late());
        } else if (!received.request(plan, request.message())) {
            fail(PageFailure.malformedRequest());
        } else {
            deadline.set(() -> guard(this::giveUp));
            leaveOutUnneeded();
            progress.begin();
            answerWhenFinished();
        }
    }

    /** Runs what the loop calls: whatever goes wrong in it, the client gets an answer. */
    private void guard(Runnable event) {
        depth++;
        try {
            event.run();
        } catch (RuntimeException e) {
            LOGGER.error("request {}: {} failed unexpectedly", request.requestId(), plan.name(), e);
            fail(PageFailure.unexpected());
        } finally {
            depth--;
        }
    }

    private void leaveOutUnneeded() {
        for (int node : page.unneeded()) {
            if (node < calls.length) {
                calls[node].ended(new NotNeeded());
            }
            progress.leaveOut(node, Ending.NOT_NEEDED);
        }
    }

    private void start(int node) {
        if (!isRunning() || progress.hasEnded(node)) {
            return;
        }
        int further = node - calls.length;
        if (further < 0) {
            if (!deadline.hasGoneOff()) {
                start(calls[node]);
            }
        } else if (further < plan.computations().size()) {
            start(plan.computations().get(further));
        } else {
            start(plan.fallbacks().get(further - plan.computations().size()));
        }
    }

    private void start(CallRun call) {
        Column column = column(call.plan);
        if (column != null) {
            column.open();
            return;
        }
        Outcome obstacle = readiness.obstacle(call.plan);
        if (obstacle != null) {
            end(call, obstacle);
            return;
        }
        byte[] message = call.plan.request().measure(slots, deriving).write(null);
        CallContext context = Calling.context(call.plan, request, deadline);
        call.started(context.startNanos());
        Consumer<CallResult> done = result -> guard(() -> landed(call, result));
        call.running(
                calling != null
                        ? calling.make(call.plan, context, message, done)
                        : page.call(call.plan).start(context, message, done));
    }

    private void start(Computation computation) {
        Ending before = readiness.obstacle(computation, calls);
        if (before != null) {
            progress.end(computation.node(), before);
        } else {
            evaluations.evaluate(computation, result -> guard(() -> workedOut(computation, result)));
        }
    }

    private void workedOut(Computation computation, Result result) {
        if (isRunning() && !progress.hasEnded(computation.node())) {
            end(computation, result);
            answerWhenFinished();
        }
    }

    private void end(Computation computation, Result result) {
        if (result instanceof Result.Value value && received.keep(computation.reads(), value.message())) {
            values.computed(computation.node(), value);
            progress.end(computation.node(), Ending.VALUE);
        } else if (result instanceof Result.None) {
            progress.end(computation.node(), Ending.NONE);
        } else {
            if (computation.reported()) {
                broken.put(computation.name(), result instanceof Result.Failed failed ? failed.code() : Code.INTERNAL);
            }
            progress.end(computation.node(), Ending.BROKEN);
        }
    }

    private void start(Fallback fallback) {
        CallRun call = calls[fallback.call()];
        Column column = column(call.plan);
        if (column != null) {
            column.replace(fallback, () -> end(fallback, call));
            return;
        }
        if (call.lacksAnswer() && readiness.met(fallback.requirements())) {
            byte[] wrapped = fallback.template().measure(slots, deriving).write(null);
            if (received.keep(call.plan.reads(), WrappedMessage.content(wrapped))) {
                call.replaced();
            }
        }
        end(fallback, call);
    }

    private void end(Fallback fallback, CallRun call) {
        boolean isOpen = isRunning() && !progress.hasEnded(fallback.node());
        if (isOpen && call.plan.required() && call.lacksAnswer()) {
            fail(PageFailure.required(call.plan, call.outcomeOr(Code.INTERNAL, "", 0), deadline.hasGoneOff()));
        } else if (isOpen) {
            progress.end(fallback.node(), call.ending());
        }
    }

    private void landed(CallRun call, CallResult result) {
        if (call.hasEnded() || !isRunning()) {
            return;
        }
        if (result instanceof Answer answer) {
            received.keep(call.plan.reads(), answer.pieces());
        }
        end(call, call.landed(result, loop.nanoTime()));
        answerWhenFinished();
    }

    private void end(CallRun call, Outcome outcome) {
        call.ended(outcome);
        if (call.plan.required() && call.lacksAnswer() && !page.isReplaceable(call.plan)) {
            fail(PageFailure.required(call.plan, outcome, deadline.hasGoneOff()));
        } else {
            progress.end(call.plan.index(), call.ending());
        }
    }

    private void giveUp() {
        for (CallRun call : calls) {
            if (!call.hasEnded() && isRunning()) {
                giveUp(call);
            }
        }
        answerWhenFinished();
        if (isRunning()) {
            long until = page.times().workOutUntil(plan, request, startNanos);
            overtime = loop.schedule(() -> guard(this::goOut), Math.max(0, until - loop.nanoTime()));
        }
    }

    /** Goes out without what is still being worked out elsewhere. */
    private void goOut() {
        evaluations.giveUp();
        if (columns != null) {
            columns.hurry();
        }
        for (Computation computation : plan.computations()) {
            if (progress.isUnderWay(computation.node()) && isRunning()) {
                end(computation, new Result.Failed(Code.DEADLINE_EXCEEDED));
            }
        }
        if (isRunning()) {
            answering.hurry();
            answerWhenFinished();
        }
    }

    private void giveUp(CallRun call) {
        Column column = column(call.plan);
        if (column == null) {
            end(call, call.outcomeOr(Code.DEADLINE_EXCEEDED, GIVEN_UP, loop.nanoTime()));
        } else {
            column.giveUp(Code.DEADLINE_EXCEEDED, GIVEN_UP);
        }
    }

    private void answerWhenFinished() {
        if (!isRunning() || answering.isBusy()) {
            return;
        }
        if (progress.allHaveEnded()) {
            answering.rest(this::answer);
        } else if (depth == 1 && !clientHasGone) {
            // Not inside of an event: more may be about to land.
            answering.next(progress.endings(), this::answerWhenFinished);
        }
    }

    /** Sends what can go out before the end: the client takes something again. */
    void sendWhatIsReady() {
        guard(this::answerWhenFinished);
    }

    private void answer(Supplier<Template.Measured> worked) {
        if (!isRunning()) {
            return;
        }
        Template.Measured measured = worked.get();
        Piece status = plan.status()
                .map(field -> PageStatusField.encode(field, calls, broken))
                .orElse(null);
        finish(
                new Answered(
                        measured.write(status), account().missing(), account().reuse(measured, loop.nanoTime())),
                Code.OK);
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
        evaluations.giveUp();
        deadline.release();
        overtime.cancel();
        if (receiver != null && !clientHasGone) {
            receiver.accept(result);
        }
        Code end = clientHasGone ? Code.CANCELLED : code;
        page.listener().ended(account().report(request.requestId(), end, result, loop.nanoTime(), startNanos));
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
        for (int node = 0; node < kept.length; node++) {
            if (!progress.hasEnded(node) && !kept[node]) {
                abandon(node);
            }
        }
        answerWhenFinished();
    }

    private void abandon(int node) {
        if (node < calls.length) {
            CallRun call = calls[node];
            call.cancelIfSafe();
            call.ended(call.outcomeOr(Code.CANCELLED, "the client has gone", loop.nanoTime()));
        }
        progress.leaveOut(node, Ending.NONE);
    }

    private Account account() {
        return new Account(page, calls, broken);
    }
}
