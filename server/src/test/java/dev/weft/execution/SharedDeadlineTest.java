package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.downstream.Calls;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pages whose calls mind their deadlines, as those of downstreams do. */
class SharedDeadlineTest {
    private static final PagePlan DASHBOARD = plan();
    private static final Duration ANSWERED_AFTER = Duration.ofMillis(270);

    private final FakeLoop loop = new FakeLoop();
    private final Map<String, FakeCall> calls = new HashMap<>();
    private final List<PageReport> reports = new ArrayList<>();
    private final List<PageResult> results = new ArrayList<>();

    private static PagePlan plan() {
        try (var set = SharedDeadlineTest.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            Schema schema = Schema.parse(Map.of("dashboard.binpb", set.readAllBytes()));
            return (PagePlan) Planner.plan(schema, Placement.unknown()).plans().get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void ask(PagePlan plan, Duration downstreamTimeout) {
        AnswerMargin margin = new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150));
        Pages pages = new Pages(
                List.of(plan),
                (target, reads, cached) -> {
                    FakeCall call = new FakeCall(reads);
                    calls.put(target.method().method(), call);
                    return Calls.timed(call, downstreamTimeout);
                },
                new PageTimes(Duration.ofSeconds(10), margin),
                reports::add,
                Offload.NEVER);
        byte[] request = GetDashboardRequest.newBuilder().setUserId(101).build().toByteArray();
        OptionalLong deadline =
                OptionalLong.of(loop.nanoTime() + Duration.ofMillis(300).toNanos());
        pages.run(plan, new PageRequest(loop, request, deadline, Headers.NONE, "id"), results::add);
    }

    private Code failure() {
        assertThat(results).hasSize(1);
        return Code.forNumber(((Failed) results.get(0)).status().getCode());
    }

    @Test
    void thePageAndTheCallsThatHaveAllOfItsTimeHaveOneTimer() {
        ask(DASHBOARD, Duration.ofSeconds(3));
        assertThat(calls.get("GetUser").isStarted()).isTrue();
        assertThat(calls.get("ListOrders").isStarted()).isTrue();
        assertThat(loop.pendingTimers()).isEqualTo(1);
        loop.advance(ANSWERED_AFTER);
        assertThat(calls.get("GetUser").isCancelled()).isTrue();
        assertThat(calls.get("ListOrders").isCancelled()).isTrue();
        assertThat(failure()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aShorterTimeoutEndsTheCallAndNotThePage() {
        ask(DASHBOARD, Duration.ofMillis(100));
        calls.get("GetUser").answer(DashboardAnswers.user());
        calls.get("ListPayments").answer(DashboardAnswers.payment());
        loop.advance(Duration.ofMillis(100));
        assertThat(calls.get("ListOrders").isCancelled()).isTrue();
        assertThat(((Answered) results.get(0)).missing()).containsExactly("orders");
        assertThat(loop.pendingTimers()).isZero();
    }

    /** Nothing begins at the deadline: what waited for a call that hangs was given up with it. */
    @Test
    void aRequiredCallThatWaitsForOneThatHangsFailsForTheTime() {
        ask(ChangedPlans.requiring("payments", DASHBOARD), Duration.ofSeconds(3));
        loop.advance(ANSWERED_AFTER);
        assertThat(calls.get("ListPayments").isStarted()).isFalse();
        assertThat(failure()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }

    @Test
    void anOptionalCallThatHangsIsMissingAndThePageGoesOut() {
        ask(DASHBOARD, Duration.ofSeconds(3));
        calls.get("GetUser").answer(DashboardAnswers.user());
        loop.advance(ANSWERED_AFTER);
        assertThat(((Answered) results.get(0)).missing()).containsExactly("orders", "payments");
        assertThat(reports).hasSize(1);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aCallThatMayChangeSomethingHasItsTimeWhenThePageHasFailedAndNoMore() {
        ask(ChangedPlans.unsafe("orders", DASHBOARD), Duration.ofSeconds(3));
        calls.get("GetUser").fail(Code.NOT_FOUND);
        assertThat(failure()).isEqualTo(Code.NOT_FOUND);
        assertThat(calls.get("ListOrders").isCancelled()).isFalse();
        loop.advance(ANSWERED_AFTER);
        assertThat(calls.get("ListOrders").isCancelled()).isTrue();
        assertThat(loop.pendingTimers()).isZero();
    }
}
