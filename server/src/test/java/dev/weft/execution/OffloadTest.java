package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.CallPlan;
import dev.weft.plan.PagePlan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What becomes of large evaluations, which leave the loop, when there is no time or no room for them. */
class OffloadTest {
    private static final PagePlan PLAN = CasePlans.of("masked").get(0);
    private static final String ITEMS =
            "items {id: 'a' title: 'A' price: 2} items {id: 'b' title: 'B' price: 5} total_size: 2";
    private static final Map<String, String> ANSWERS = Map.of(
            "profile", "user {id: 7 display_name: 'Ada'}",
            "touch", "user {id: 7}",
            "items", ITEMS,
            "more", "total_size: 4",
            "rest", "total_size: 5",
            "gold", ITEMS);
    private static final AnswerMargin MARGIN = new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150));

    private final FakeLoop loop = new FakeLoop();
    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private final List<FakeCall> calls = new ArrayList<>();
    private final List<PageResult> results = new ArrayList<>();
    private final List<PageReport> reports = new ArrayList<>();
    private final long start = loop.nanoTime();
    private long answeredAfter;

    /** What was to stand in for an element comes from elsewhere when nobody waits for it any more. */
    @Test
    void waitsForWhatMayChangeSomethingThoughAFallbackComesAfterItsClientHasGone() {
        PageFixture page = new PageFixture(
                ChangedPlans.unsafe("products", PageFixture.plan("proof")), new Offload(0, elsewhere::add));
        page.service("ListOrders").answers(request -> "orders {id: 'o1' product_id: 'p1'}");
        page.service("GetPrice").answers(request -> "UNAVAILABLE");
        page.service("BatchGetProducts").holds();
        page.ask("user_id: 1 lenient: true");
        while (page.service("BatchGetProducts").requests().isEmpty()) {
            elsewhere.remove().run();
            page.loop.advance(Duration.ZERO);
        }
        assertThat(elsewhere).isNotEmpty();
        page.clientGoes();
        runElsewhere(page);
        assertThat(page.isOver()).isFalse();
        page.service("BatchGetProducts").release(0);
        runElsewhere(page);
        assertThat(page.isOver()).isTrue();
    }

    private void runElsewhere(PageFixture page) {
        while (!elsewhere.isEmpty()) {
            elsewhere.remove().run();
            page.loop.advance(Duration.ZERO);
        }
    }

    private void ask(Offload offload) {
        Pages pages = new Pages(
                List.of(PLAN),
                (target, reads, cached) -> {
                    FakeCall call = new FakeCall(reads);
                    calls.add(call);
                    return call;
                },
                new PageTimes(Duration.ofSeconds(1), MARGIN),
                reports::add,
                offload);
        pages.run(PLAN, new PageRequest(loop, new byte[] {8, 7}, OptionalLong.empty(), Headers.NONE, "id"), result -> {
            results.add(result);
            answeredAfter = Duration.ofNanos(loop.nanoTime() - start).toMillis();
        });
    }

    private void answer(String... names) throws Exception {
        for (String name : names) {
            CallPlan call = PLAN.calls().stream()
                    .filter(it -> it.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            DynamicMessage.Builder message =
                    DynamicMessage.newBuilder(call.target().descriptor().getOutputType());
            TextFormat.merge(Objects.requireNonNull(ANSWERS.get(name)), message);
            calls.get(call.index()).answer(message.build());
        }
    }

    private String page() throws Exception {
        assertThat(results).singleElement().isInstanceOf(Answered.class);
        byte[] message = ((Answered) results.get(0)).message();
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(DynamicMessage.parseFrom(PLAN.descriptor().getOutputType(), message));
    }

    private List<String> missing() {
        return ((Answered) results.get(0)).missing();
    }

    @Test
    void thePageGoesOutWithoutWhatIsStillBeingWorkedOut() throws Exception {
        ask(new Offload(10, elsewhere::add));
        answer("profile", "touch", "items", "more", "rest", "gold");
        loop.advance(Duration.ofMillis(940));
        assertThat(results).isEmpty();
        loop.advance(Duration.ofMillis(60));

        // A tenth is the margin, and half of it is left for the page to go out.
        assertThat(answeredAfter).isEqualTo(950);
        assertThat(missing()).containsExactly("top", "cheap", "Card.inverse");
        assertThat(page())
                .contains("items { id: \"a\" title: \"A\" } items { id: \"b\" title: \"B\" }", "rest: 5", "touched: 7")
                .contains("fields { name: \"top\" code: DEADLINE_EXCEEDED }")
                .contains("fields { name: \"cheap\" code: DEADLINE_EXCEEDED }")
                .contains("fields { name: \"Card.inverse\" code: DEADLINE_EXCEEDED }")
                .doesNotContain("complete: true");
        assertThat(loop.pendingTimers()).isZero();

        elsewhere.forEach(Runnable::run);
        loop.advance(Duration.ZERO);
        assertThat(results).hasSize(1);
        assertThat(reports).hasSize(1);
    }

    @Test
    void whatIsDoneInTheMarginIsAnswered() throws Exception {
        ask(new Offload(10, elsewhere::add));
        answer("profile", "touch", "items", "more", "gold");
        loop.advance(Duration.ofMillis(900));
        assertThat(results).isEmpty();
        while (!elsewhere.isEmpty()) {
            elsewhere.remove().run();
            loop.advance(Duration.ZERO);
        }

        assertThat(answeredAfter).isEqualTo(900);
        assertThat(missing()).containsExactly("rest");
        assertThat(page()).contains("top { id: \"b\" title: \"B\" inverse: 20 }");
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void thePageGoesOutWithoutWhatIsWorkedOutAsItIsWritten() throws Exception {
        ask(new Offload(10, elsewhere::add));
        answer("profile", "touch", "items", "more", "rest", "gold");
        elsewhere.remove().run();
        elsewhere.remove().run();
        loop.advance(Duration.ofMillis(1));
        assertThat(elsewhere).hasSize(1);
        loop.advance(Duration.ofSeconds(1));

        assertThat(answeredAfter).isEqualTo(950);
        assertThat(missing()).containsExactly("Card.inverse");
        assertThat(page()).contains("top { id: \"b\" title: \"B\" } top", "share: 50");
        elsewhere.forEach(Runnable::run);
        loop.advance(Duration.ZERO);
        assertThat(results).hasSize(1);
        assertThat(reports).hasSize(1);
    }

    @Test
    void whatThereIsNoRoomForGoesWrongAtOnce() throws Exception {
        ask(new Offload(10, work -> {
            throw new RejectedExecutionException("full");
        }));
        answer("profile", "touch", "items", "more", "rest", "gold");

        assertThat(answeredAfter).isZero();
        assertThat(missing()).containsExactly("top", "cheap", "Card.inverse");
        assertThat(page())
                .contains("fields { name: \"top\" code: RESOURCE_EXHAUSTED }")
                .contains("fields { name: \"Card.inverse\" code: RESOURCE_EXHAUSTED }");
    }
}
