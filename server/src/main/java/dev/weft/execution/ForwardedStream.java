package dev.weft.execution;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.StreamContext;
import dev.weft.downstream.StreamingCall;
import dev.weft.downstream.StreamingCall.Stream;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.Idempotency;
import dev.weft.wire.Piece;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream that is passed on, in both directions: of each it holds one message at most, as it asks for the next only when the other
 * side takes it. Confined to the loop of its request.
 */
final class ForwardedStream implements RunningStream {
    private final StreamForwarder rpc;
    private final ForwardPlan plan;
    private final StreamRequest request;
    private final StreamClient client;
    private final long startNanos;

    /** Null until it has been begun. */
    private @Nullable Stream downstream;

    private boolean clientIsAsked;
    private boolean clientIsDone;
    private boolean downstreamIsAsked;
    private int answers;

    /** It goes on without its client. */
    private boolean clientHasGone;

    private boolean over;

    ForwardedStream(StreamForwarder rpc, StreamRequest request, StreamClient client) {
        this.rpc = rpc;
        this.plan = rpc.plan();
        this.request = request;
        this.client = client;
        this.startNanos = request.loop().nanoTime();
    }

    void begin() {
        // The service may have the first word. Where it has not, it is not called before there is something to say.
        if (plan.descriptor().isClientStreaming()) {
            call();
        }
        askClient();
    }

    private Stream call() {
        StreamContext context = new StreamContext(
                request.loop(),
                rpc.times().streamEndsAt(plan, request.clientDeadlineNanos(), startNanos),
                request.headers());
        Stream started = rpc.call().start(context, new FromDownstream());
        downstream = started;
        if (over) {
            started.cancel();
        } else {
            askDownstream(started);
        }
        return started;
    }

    private void askClient() {
        if (!over && !clientIsAsked && !clientIsDone) {
            clientIsAsked = true;
            client.request(1);
        }
    }

    private void askDownstream(Stream from) {
        if (!over && !downstreamIsAsked) {
            downstreamIsAsked = true;
            from.request(1);
        }
    }

    @Override
    public void message(byte[] message) {
        if (over) {
            return;
        }
        clientIsAsked = false;
        if (!(plan.request().read(message) instanceof Piece checked)) {
            fail(PageFailure.malformedRequest());
            return;
        }
        Stream to = downstream == null ? call() : downstream;
        if (!over) {
            to.send(checked.toByteArray());
            askClientWhenTaken(to);
        }
    }

    private void askClientWhenTaken(Stream to) {
        if (to.isReady()) {
            askClient();
        }
    }

    @Override
    public void halfClosed() {
        clientIsDone = true;
        if (!over && downstream != null) {
            downstream.halfClose();
        }
    }

    @Override
    public void ready() {
        if (!over && downstream != null && client.isReady()) {
            askDownstream(downstream);
        }
    }

    @Override
    public void fail(Status status) {
        if (!over) {
            Code code = Code.forNumber(status.getCode());
            breakOff(code, "ended by Weft: " + code);
            client.fail(status);
        }
    }

    @Override
    public void cancel() {
        if (over || clientHasGone) {
            return;
        }
        if (downstream != null && changesSomething()) {
            clientHasGone = true;
            rpc.goesOn();
            // A unary call that goes on has an end too.
            request.loop().schedule(this::giveUp, rpc.times().timeout().toNanos());
            askDownstream(downstream);
        } else {
            breakOff(Code.CANCELLED, "the client has gone");
        }
    }

    /** Whether it is, by now, as a unary call that may change something: all is said, one answer is to come. */
    private boolean changesSomething() {
        return clientIsDone
                && !plan.descriptor().isServerStreaming()
                && plan.target().idempotency() != Idempotency.NO_SIDE_EFFECTS;
    }

    private void giveUp() {
        if (!over) {
            breakOff(Code.CANCELLED, "the client has gone, and there was no answer in time");
        }
    }

    private void breakOff(Code code, String why) {
        over = true;
        if (downstream != null) {
            downstream.cancel();
        }
        report(code, new Outcome.Failed(code, why, took()));
    }

    private long took() {
        return request.loop().nanoTime() - startNanos;
    }

    private void report(Code code, Outcome outcome) {
        if (clientHasGone) {
            rpc.ended();
        }
        List<CallReport> calls = downstream == null
                ? List.of()
                : List.of(new CallReport("forward", plan.target().method(), outcome));
        rpc.listener().ended(new PageReport(plan, request.requestId(), code, code == Code.OK, took(), calls));
    }

    /** What comes from the other side. */
    private final class FromDownstream implements StreamingCall.Listener {
        @Override
        public void begun() {
            if (!over) {
                client.begin();
            }
        }

        @Override
        public void message(byte[] message) {
            if (over || downstream == null) {
                return;
            }
            downstreamIsAsked = false;
            answers++;
            if (answers > 1 && !plan.descriptor().isServerStreaming()) {
                downstream.cancel();
                ended(Optional.of(notOneAnswer()));
                return;
            }
            client.send(message);
            // One that answers once is asked once more: to notice when it answers twice.
            if (clientHasGone || client.isReady()) {
                askDownstream(downstream);
            }
        }

        @Override
        public void ready() {
            askClient();
        }

        @Override
        public void ended(Optional<Failure> failure) {
            if (over) {
                return;
            }
            over = true;
            boolean none = answers == 0 && !plan.descriptor().isServerStreaming();
            Optional<Failure> end = failure.isEmpty() && none ? Optional.of(notOneAnswer()) : failure;
            if (end.isPresent()) {
                client.fail(ForwardRunner.status(end.get()));
            } else {
                client.complete(List.of());
            }
            report(
                    end.map(Failure::code).orElse(Code.OK),
                    end.<Outcome>map(it -> new Outcome.Failed(it.code(), it.cause(), took()))
                            .orElseGet(() -> new Outcome.Fresh(took())));
        }

        private Failure notOneAnswer() {
            return new Failure(Code.INTERNAL, "answered with " + answers + " messages instead of one");
        }
    }
}
