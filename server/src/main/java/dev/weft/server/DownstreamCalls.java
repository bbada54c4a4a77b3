package dev.weft.server;

import dev.weft.downstream.Downstreams;
import dev.weft.downstream.UnaryCall;
import dev.weft.execution.CallSource;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Read;
import dev.weft.plan.Target;
import java.util.List;
import java.util.Optional;

/** The calls of pages are calls of the downstreams. */
record DownstreamCalls(Downstreams downstreams) implements CallSource {
    @Override
    public UnaryCall call(Target target, List<Read> reads, Optional<CacheRule> cached) {
        return downstreams.call(target, reads, cached);
    }

    @Override
    public UnaryCall callOfPart(Target target, List<Read> reads, Optional<CacheRule> cached) {
        return downstreams.callOfPart(target, reads, cached);
    }
}
