package dev.weft.edge;

import dev.weft.execution.StreamRequest;
import dev.weft.execution.StreamRunner;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import dev.weft.plan.RpcPlan;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.List;

/** Hands the requests for one streaming rpc to the engine. Safe for use by many threads. */
final class StreamHandler implements ServerCallHandler<byte[], byte[]> {
    private final RpcPlan plan;
    private final RequestRules rules;
    private final StreamRunner runner;
    private final LiveStreams live;
    private final ForwardedHeaders forwarded;
    private final FreshRequests fresh;
    private final EventLoops loops;
    private final List<Arrivals> arrivals;

    /** @param arrivals of each loop, at the place of its index */
    StreamHandler(
            RpcPlan plan,
            RequestRules rules,
            StreamRunner runner,
            LiveStreams live,
            ForwardedHeaders forwarded,
            FreshRequests fresh,
            EventLoops loops,
            List<Arrivals> arrivals) {
        this.plan = plan;
        this.rules = rules;
        this.runner = runner;
        this.live = live;
        this.forwarded = forwarded;
        this.fresh = fresh;
        this.loops = loops;
        this.arrivals = arrivals;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        Loop loop = loops.current().orElseThrow(() -> new IllegalStateException("a stream begins on one of the loops"));
        StreamCall stream = new StreamCall(call, this, loop, Compression.wanted(headers));
        stream.begin(
                new StreamRequest(
                        loop,
                        PageHandler.deadline(call, loop),
                        forwarded.pick(headers),
                        RequestIds.of(headers),
                        fresh.isOne(call, headers)),
                arrivals.get(loop.index()));
        return stream;
    }

    RpcPlan plan() {
        return plan;
    }

    RequestRules rules() {
        return rules;
    }

    StreamRunner runner() {
        return runner;
    }

    LiveStreams live() {
        return live;
    }
}
