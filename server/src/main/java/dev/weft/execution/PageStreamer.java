package dev.weft.execution;

import dev.weft.plan.StreamedPlan;

/** Answers a page as a stream. What all its streams share. Immutable. */
final class PageStreamer implements Streams.Runner {
    private final StreamedPlan plan;
    private final ExecutionRunner page;

    PageStreamer(StreamedPlan plan, ExecutionRunner page) {
        this.plan = plan;
        this.page = page;
    }

    @Override
    public RunningStream start(StreamRequest request, StreamClient client) {
        StreamedPage stream = new StreamedPage(this, request, client);
        client.request(1);
        return stream;
    }

    StreamedPlan plan() {
        return plan;
    }

    ExecutionRunner page() {
        return page;
    }
}
