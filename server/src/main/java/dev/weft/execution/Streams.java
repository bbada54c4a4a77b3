package dev.weft.execution;

import dev.weft.plan.ForwardPlan;
import dev.weft.plan.RpcPlan;
import dev.weft.plan.StreamedPlan;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the plans of a server's streaming rpcs, each with the calls that were found for it at the start. */
public final class Streams implements StreamRunner {
    // By identity, as in Pages.
    private final IdentityHashMap<RpcPlan, Runner> runners = new IdentityHashMap<>();

    /**
     * Finds the calls of all plans that are streaming.
     *
     * @param listener is told of every stream that has ended
     * @param offload what keeps large evaluations off the loops
     */
    public Streams(
            List<RpcPlan> plans,
            CallSource calls,
            StreamSource streams,
            PageTimes times,
            PageListener listener,
            Offload offload) {
        for (RpcPlan plan : plans) {
            if (plan instanceof ForwardPlan forward && forward.isStreaming()) {
                runners.put(plan, new StreamForwarder(forward, streams, times, listener));
            } else if (plan instanceof StreamedPlan streamed) {
                ExecutionRunner page = new ExecutionRunner(streamed.page(), Set.of(), calls, times, listener, offload);
                Optional<Masks> masks = streamed.page()
                        .narrowing()
                        .map(narrowing -> new Masks(
                                narrowing,
                                part -> new ExecutionRunner(
                                        part.plan(), part.unneeded(), calls::callOfPart, times, listener, offload)));
                runners.put(plan, new PageStreamer(streamed, page, masks));
            }
        }
    }

    @Override
    public RunningStream start(RpcPlan plan, StreamRequest request, StreamClient client) {
        Runner runner = runners.get(plan);
        if (runner == null) {
            throw new IllegalArgumentException(
                    "plan: " + plan.name() + " (expected: a streaming one of this server's)");
        }
        return runner.start(request, client);
    }

    /** How many streams go on though nobody waits for them any more, as they may be changing something. */
    public long goingOn() {
        return runners.values().stream().mapToLong(Runner::goingOn).sum();
    }

    /** Runs one plan. */
    interface Runner {
        RunningStream start(StreamRequest request, StreamClient client);

        /** How many streams go on though their clients have gone. */
        default long goingOn() {
            return 0;
        }
    }
}
