package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.expression.Bounds;
import dev.weft.loop.Cancellable;
import dev.weft.loop.FakeLoop;
import dev.weft.loop.Loop;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.planner.Limits;
import dev.weft.wire.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Lists of very many elements: they neither hold up the loop nor make their page late. */
class ManyElementsTest {
    private static final int MANY = 20_000;

    private final FakeLoop clock = new FakeLoop();
    private final List<PageResult> results = new ArrayList<>();
    private final List<PageReport> reports = new ArrayList<>();
    private long prices;

    /** A loop on which each look at the clock takes a microsecond, and nothing else any time. */
    private final class Ticking implements Loop {
        private long spentNanos;

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            clock.execute(task);
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            return clock.schedule(task, delayNanos);
        }

        @Override
        public long nanoTime() {
            spentNanos += 1000;
            return clock.nanoTime() + spentNanos;
        }
    }

    private static String orders(int count) {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < count; i++) {
            orders.append("orders {id: 'o' product_id: 'p").append(i).append("'} ");
        }
        return orders.toString();
    }

    private void ask(PagePlan plan, int items, Loop loop) {
        ask(plan, items, loop, Offload.NEVER);
    }

    private void ask(PagePlan plan, int items, Loop loop, Offload offload) {
        String orders = orders(items);
        Pages pages = new Pages(
                List.of(plan),
                (target, reads, cached) -> {
                    boolean price = target.method().method().equals("GetPrice");
                    byte[] message = FakeService.encode(
                            target.descriptor().getOutputType(),
                            price ? "supplier: 's'" : target.method().method().equals("ListOrders") ? orders : "");
                    return (context, request, done) -> {
                        prices += price ? 1 : 0;
                        done.accept(new Answer(message, pieces(reads, message)));
                        return () -> {};
                    };
                },
                new PageTimes(
                        Duration.ofSeconds(1), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150))),
                reports::add,
                offload);
        byte[] request = FakeService.encode(plan.descriptor().getInputType(), "user_id: 1");
        pages.run(plan, new PageRequest(loop, request, OptionalLong.empty(), Headers.NONE, "id"), results::add);
    }

    private static List<Piece> pieces(List<Read> reads, byte[] message) {
        return reads.stream()
                .map(read -> (Piece) read.projection().read(message))
                .toList();
    }

    private static PagePlan plan(String name, int items) {
        return PageFixture.plan(name, new Limits(Bounds.DEFAULT, items));
    }

    /** Answers that are remembered come at once: without a pause all of them would. */
    @Test
    void othersHaveTheirTurn() {
        ask(plan("plucked", MANY), MANY, new Ticking());
        long before = prices;
        clock.advance(Duration.ZERO);

        assertThat(before).isBetween(10L, 1000L);
        assertThat(prices).isEqualTo(MANY);
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answered.class, page -> assertThat(page.missing()).doesNotContain("price"));
    }

    @Test
    void nothingIsBegunWhenTheTimeIsUp() {
        Ticking loop = new Ticking();
        ask(plan("plucked", MANY), MANY, loop);
        loop.spentNanos += Duration.ofMillis(900).toNanos();
        long before = prices;
        clock.advance(Duration.ofMillis(900));

        assertThat(prices).isEqualTo(before);
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answered.class, page -> assertThat(page.missing()).contains("price"));
    }

    @Test
    void ofAListThatIsTooLongNoCallIsMade() {
        ask(plan("plucked", 1000), 1001, clock);

        assertThat(prices).isZero();
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answered.class, page -> assertThat(page.missing()).contains("price", "stock"));
        assertThat(reports.get(0).calls())
                .filteredOn(call -> call.name().equals("price"))
                .extracting(CallReport::outcome)
                .singleElement()
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                    assertThat(failed.cause())
                            .isEqualTo("orders.orders has more than 1000 elements (for_each.max_items)");
                });
    }

    @Test
    void ofOneThatIsJustShortEnoughAllAre() {
        ask(plan("plucked", 1000), 1000, clock);

        assertThat(prices).isEqualTo(1000);
    }

    @Test
    void whatIsWorkedOutForAnElementTooLateIsOfNoUse() {
        List<Runnable> waiting = new ArrayList<>();
        ask(plan("wrapped", 1000), 3, clock, new Offload(0, waiting::add));
        clock.advance(Duration.ofMillis(900));
        assertThat(waiting).isNotEmpty();
        while (!waiting.isEmpty()) {
            waiting.remove(0).run();
            clock.advance(Duration.ZERO);
        }
        clock.advance(Duration.ofMillis(100));

        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answered.class, page -> assertThat(page.missing()).contains("stock"));
    }

    @Test
    void aFallbackThatWaitsForAThreadIsNotWaitedFor() {
        List<Runnable> waiting = new ArrayList<>();
        ask(plan("proof", 1000), 3, clock, new Offload(0, waiting::add));
        clock.advance(Duration.ofSeconds(1));

        assertThat(waiting).isNotEmpty();
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answered.class, page -> assertThat(page.missing()).contains("price"));
    }
}
