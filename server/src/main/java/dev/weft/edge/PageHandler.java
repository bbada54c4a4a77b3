package dev.weft.edge;

import dev.weft.execution.PageListener;
import dev.weft.execution.PageRunner;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import dev.weft.plan.RpcPlan;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Hands the requests for one rpc to the engine, and the results back. Safe for use by many threads. */
final class PageHandler implements ServerCallHandler<byte[], byte[]> {
    private final RpcPlan plan;
    private final RequestRules rules;
    private final PageRunner runner;
    private final PageListener listener;
    private final ForwardedHeaders forwarded;
    private final FreshRequests fresh;
    private final EventLoops loops;
    private final List<Arrivals> arrivals;

    /** @param arrivals of each loop, at the place of its index */
    PageHandler(
            RpcPlan plan,
            RequestRules rules,
            PageRunner runner,
            PageListener listener,
            ForwardedHeaders forwarded,
            FreshRequests fresh,
            EventLoops loops,
            List<Arrivals> arrivals) {
        this.plan = plan;
        this.rules = rules;
        this.runner = runner;
        this.listener = listener;
        this.forwarded = forwarded;
        this.fresh = fresh;
        this.loops = loops;
        this.arrivals = arrivals;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        Loop loop = loops.current().orElseThrow(() -> new IllegalStateException("a page begins on one of the loops"));
        PageCall page = new PageCall(
                call,
                this,
                loop,
                deadline(call, loop),
                forwarded.pick(headers),
                RequestIds.of(headers),
                fresh.isOne(call, headers),
                Compression.wanted(headers));
        page.coming(arrivals.get(loop.index()));
        // One more than there may be, to notice when there are two.
        call.request(2);
        return page;
    }

    RpcPlan plan() {
        return plan;
    }

    RequestRules rules() {
        return rules;
    }

    PageRunner runner() {
        return runner;
    }

    PageListener listener() {
        return listener;
    }

    /**
     * When the answer must have gone out. The client's clock started to run half a round trip before its request came, and the answer
     * needs the other half.
     */
    static OptionalLong deadline(ServerCall<?, ?> call, Loop loop) {
        Deadline deadline = Context.current().getDeadline();
        if (deadline == null) {
            return OptionalLong.empty();
        }
        RoundTrip roundTrip = call.getAttributes().get(RoundTrip.KEY);
        long way = roundTrip == null ? 0 : roundTrip.nanos();
        long left = deadline.timeRemaining(TimeUnit.NANOSECONDS);
        // A measure that is wrong must not take a page all of its time.
        return OptionalLong.of(loop.nanoTime() + left - Math.min(way, left / 2));
    }
}
