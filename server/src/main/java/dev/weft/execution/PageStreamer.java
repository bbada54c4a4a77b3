package dev.weft.execution;

import dev.weft.execution.Masks.Choice;
import dev.weft.plan.StreamedPlan;
import java.util.Optional;

/** Answers a page as a stream. What all its streams share. Immutable. */
final class PageStreamer implements Streams.Runner {
    private final StreamedPlan plan;
    private final ExecutionRunner page;
    private final Optional<Masks> masks;

    /** @param masks what clients ask for of it, when they can ask for less */
    PageStreamer(StreamedPlan plan, ExecutionRunner page, Optional<Masks> masks) {
        this.plan = plan;
        this.page = page;
        this.masks = masks;
    }

    @Override
    public RunningStream start(StreamRequest request, StreamClient client) {
        StreamedPage stream = new StreamedPage(this, request, client);
        client.request(1);
        return stream;
    }

    Choice choose(byte[] message) {
        return masks.map(it -> it.choose(message)).orElseGet(Choice.Whole::new);
    }

    StreamedPlan plan() {
        return plan;
    }

    ExecutionRunner page() {
        return page;
    }
}
