package dev.weft.execution;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.UnaryCall;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.loop.Cancellable;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes an rpc on as it is: request, answer and rich errors, less what their types do not declare. */
final class ForwardRunner implements Pages.Runner {
    private static final Cancellable NOTHING = () -> {};

    private final ForwardPlan plan;
    private final UnaryCall call;
    private final PageTimes times;
    private final PageListener listener;

    ForwardRunner(ForwardPlan plan, CallSource source, PageTimes times, PageListener listener) {
        this.plan = plan;
        this.call = source.call(plan.target(), List.of(new Read(0, plan.response())), Optional.empty());
        this.times = times;
        this.listener = listener;
    }

    @Override
    public Cancellable run(PageRequest request, Consumer<PageResult> done) {
        long start = request.loop().nanoTime();
        long answerAt = times.answerAt(plan, request, start);
        if (answerAt - start <= 0) {
            refuse(request, PageFailure.late(), done);
        } else if (plan.request().read(request.message()) instanceof Piece message) {
            Forwarded forwarded = new Forwarded(request, start, done);
            forwarded.begin(new CallContext(request.loop(), answerAt, request.headers()), message.toByteArray());
            return forwarded;
        } else {
            refuse(request, PageFailure.malformedRequest(), done);
        }
        return NOTHING;
    }

    /** One request that is passed on. Confined to its loop. */
    private final class Forwarded implements Cancellable {
        private final PageRequest request;
        private final long start;
        private final Consumer<PageResult> done;
        private Cancellable running = NOTHING;
        private boolean over;

        Forwarded(PageRequest request, long start, Consumer<PageResult> done) {
            this.request = request;
            this.start = start;
            this.done = done;
        }

        void begin(CallContext context, byte[] message) {
            running = call.start(context, message, this::landed);
        }

        private void landed(CallResult result) {
            over = true;
            done.accept(pass(result));
            report(request, start, result);
        }

        /**
         * The client has gone, perhaps with the answer on its way. What may change something is not broken off: it ends, and is reported, as
         * if the client were there.
         */
        @Override
        public void cancel() {
            if (!over && plan.target().idempotency() == Idempotency.NO_SIDE_EFFECTS) {
                over = true;
                running.cancel();
                report(request, start, new Failure(Code.CANCELLED, "the client has gone"));
            }
        }
    }

    private void refuse(PageRequest request, Status status, Consumer<PageResult> done) {
        done.accept(new Failed(status));
        listener.ended(
                new PageReport(plan, request.requestId(), Code.forNumber(status.getCode()), false, 0, List.of()));
    }

    private static PageResult pass(CallResult result) {
        if (result instanceof Answer answer) {
            return new Answered(answer.pieces().get(0).toByteArray(), List.of());
        }
        return new Failed(status((Failure) result));
    }

    /** What the client is told of a failure. */
    static Status status(Failure failure) {
        Status sent = parse(failure.status());
        return sent == null || sent.getCode() != failure.code().getNumber()
                ? PageFailure.forwarded(failure.code())
                : sent;
    }

    private static @Nullable Status parse(byte @Nullable [] status) {
        try {
            return status == null ? null : Status.parseFrom(status);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private void report(PageRequest request, long start, CallResult result) {
        long took = request.loop().nanoTime() - start;
        Code code = result instanceof Failure failure ? failure.code() : Code.OK;
        CallReport report = new CallReport("forward", plan.target().method(), outcome(result, took));
        listener.ended(new PageReport(plan, request.requestId(), code, code == Code.OK, took, List.of(report)));
    }

    private static Outcome outcome(CallResult result, long took) {
        return result instanceof Failure failure
                ? new Outcome.Failed(failure.code(), failure.cause(), took)
                : new Outcome.Fresh(took);
    }
}
