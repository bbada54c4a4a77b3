package dev.weft.execution;

import dev.weft.downstream.StreamingCall;
import dev.weft.plan.ForwardPlan;
import java.util.concurrent.atomic.LongAdder;

/** Passes a streaming rpc on as it is. What all its streams share. Safe for use by many threads. */
final class StreamForwarder implements Streams.Runner {
    private final ForwardPlan plan;
    private final StreamingCall call;
    private final PageTimes times;
    private final PageListener listener;
    private final LongAdder goingOn = new LongAdder();

    StreamForwarder(ForwardPlan plan, StreamSource source, PageTimes times, PageListener listener) {
        this.plan = plan;
        this.call = source.stream(plan.target(), plan.response());
        this.times = times;
        this.listener = listener;
    }

    @Override
    public RunningStream start(StreamRequest request, StreamClient client) {
        ForwardedStream stream = new ForwardedStream(this, request, client);
        stream.begin();
        return stream;
    }

    /** A stream goes on without its client. */
    void goesOn() {
        goingOn.increment();
    }

    /** Such a stream has ended. */
    void ended() {
        goingOn.decrement();
    }

    @Override
    public long goingOn() {
        return goingOn.sum();
    }

    ForwardPlan plan() {
        return plan;
    }

    StreamingCall call() {
        return call;
    }

    PageTimes times() {
        return times;
    }

    PageListener listener() {
        return listener;
    }
}
