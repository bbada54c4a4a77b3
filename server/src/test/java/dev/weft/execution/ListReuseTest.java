package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** For how long a page stands that has calls for the elements of lists, all of them out of memory. */
class ListReuseTest {
    private static final PagePlan PLAN = PageFixture.plan("wrapped");
    private static final Map<String, String> ANSWERS = Map.of(
            "GetListing", "page {orders {id: 'a' product_id: 'p1'} orders {id: 'b' product_id: 'p2'}}",
            "GetPrice", "supplier: 's'",
            "ListOrders", "orders {quantity: 1}",
            "GetStock", "level: 1");

    private final FakeLoop loop = new FakeLoop();
    private final List<PageResult> results = new ArrayList<>();

    /** The answers of each method come after so long, and then have so long to live. */
    private void ask(Map<String, Duration> after, Map<String, Duration> left) {
        Pages pages = new Pages(
                List.of(PLAN),
                (target, reads, cached) -> (context, request, done) -> {
                    String method = target.method().method();
                    byte[] message = FakeService.encode(target.descriptor().getOutputType(), ANSWERS.get(method));
                    List<Piece> pieces = reads.stream()
                            .map(read -> (Piece) read.projection().read(message))
                            .toList();
                    long fresh =
                            left.getOrDefault(method, Duration.ofSeconds(10)).toNanos();
                    Answer answer = new Answer(message, pieces, false, Optional.of(new Remembered(0, false)), fresh);
                    loop.schedule(
                            () -> done.accept(answer),
                            after.getOrDefault(method, Duration.ZERO).toNanos());
                    return () -> {};
                },
                new PageTimes(
                        Duration.ofSeconds(5), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150))),
                report -> {},
                Offload.NEVER);
        byte[] request = FakeService.encode(PLAN.descriptor().getInputType(), "user_id: 1");
        pages.run(PLAN, new PageRequest(loop, request, OptionalLong.empty(), Headers.NONE, "id"), results::add);
        for (int i = 0; i < 50 && results.isEmpty(); i++) {
            loop.advance(Duration.ofMillis(100));
        }
    }

    private Duration stands() {
        return Duration.ofNanos(
                ((Answered) results.get(0)).reuse().orElseThrow().nanos());
    }

    @Test
    void asLongAsTheElementThatEndsFirst() {
        ask(Map.of(), Map.of("GetPrice", Duration.ofSeconds(3)));
        assertThat(stands()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(3));
    }

    @Test
    void fromWhenThePageGoesOut() {
        ask(Map.of("GetStock", Duration.ofSeconds(2)), Map.of());
        assertThat(stands()).isBetween(Duration.ofMillis(7500), Duration.ofSeconds(8));
    }
}
