package dev.weft.execution;

import static dev.weft.execution.DashboardAnswers.order;
import static dev.weft.execution.DashboardAnswers.payment;
import static dev.weft.execution.DashboardAnswers.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.demo.order.v1.ListOrdersRequest;
import dev.weft.demo.payment.v1.ListPaymentsRequest;
import dev.weft.demo.user.v1.GetUserRequest;
import dev.weft.demo.user.v1.GetUserResponse;
import dev.weft.demo.user.v1.User;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.loop.Cancellable;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.schema.Schema;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import dev.weft.v1.PageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private static final RpcPlan DASHBOARD = plan();
    private static final AnswerMargin MARGIN = new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150));

    private final FakeLoop loop = new FakeLoop();
    private final Map<String, FakeCall> calls = new HashMap<>();
    private final List<PageReport> reports = new ArrayList<>();
    private final List<PageResult> results = new ArrayList<>();
    private final Pages pages = pages(DASHBOARD);

    private Pages pages(RpcPlan plan) {
        return new Pages(
                List.of(plan),
                (target, reads, cached) -> {
                    FakeCall call = new FakeCall(reads);
                    calls.put(target.method().method(), call);
                    return call;
                },
                new PageTimes(Duration.ofSeconds(10), MARGIN),
                reports::add,
                Offload.NEVER);
    }

    private static RpcPlan plan() {
        try (var set = ExecutionTest.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            Schema schema = Schema.parse(Map.of("dashboard.binpb", set.readAllBytes()));
            return Planner.plan(schema, Placement.unknown()).plans().get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private FakeCall users() {
        return calls.get("GetUser");
    }

    private FakeCall orders() {
        return calls.get("ListOrders");
    }

    private FakeCall payments() {
        return calls.get("ListPayments");
    }

    private Cancellable ask() {
        return ask(OptionalLong.empty());
    }

    private Cancellable ask(Duration timeout) {
        return ask(OptionalLong.of(loop.nanoTime() + timeout.toNanos()));
    }

    private Cancellable ask(OptionalLong deadline) {
        byte[] request = GetDashboardRequest.newBuilder()
                .setUserId(101)
                .setPageSize(2)
                .build()
                .toByteArray();
        return run(request, deadline);
    }

    private Cancellable run(byte[] request, OptionalLong deadline) {
        return pages.run(DASHBOARD, new PageRequest(loop, request, deadline, Headers.NONE, "id"), results::add);
    }

    private GetDashboardResponse page() throws Exception {
        assertThat(results).hasSize(1);
        return GetDashboardResponse.parseFrom(((Answered) results.get(0)).message());
    }

    private Code failure() {
        assertThat(results).hasSize(1);
        return Code.forNumber(((Failed) results.get(0)).status().getCode());
    }

    private static CallStatus status(GetDashboardResponse page, String name) {
        return page.getStatus().getCallsList().stream()
                .filter(call -> call.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void startsACallTheMomentThatWhatItReadsIsThere() {
        ask();
        assertThat(users().request(GetUserRequest.parser()).getId()).isEqualTo(101);
        assertThat(orders().request(ListOrdersRequest.parser()))
                .isEqualTo(ListOrdersRequest.newBuilder()
                        .setUserId(101)
                        .setPageSize(2)
                        .build());
        assertThat(payments().isStarted()).isFalse();
        users().answer(user());
        assertThat(payments().request(ListPaymentsRequest.parser()).getAccountId())
                .isEqualTo("acct-101");
    }

    @Test
    void answersWhenEveryCallHasAnswered() throws Exception {
        ask();
        users().answer(user());
        payments().answer(payment());
        assertThat(results).isEmpty();
        loop.advance(Duration.ofMillis(7));
        orders().answer(order());

        GetDashboardResponse page = page();
        assertThat(page.getUser().getName()).isEqualTo("John Doe");
        assertThat(page.getOrders(0).getTitle()).isEqualTo("Laptop");
        assertThat(page.getNextPageToken()).isEqualTo("next");
        assertThat(page.getPayments(0).getId()).isEqualTo("p1");
        assertThat(page.getStatus().getComplete()).isTrue();
        assertThat(status(page, "orders").getOutcome()).isEqualTo(Outcome.OUTCOME_FRESH);
        assertThat(Durations.toMillis(status(page, "orders").getTook())).isEqualTo(7);
        assertThat(((Answered) results.get(0)).missing()).isEmpty();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void leavesNothingUndeclaredInTheAnswer() throws Exception {
        ask();
        users().answer(user());
        payments().answer(payment());
        orders().answer(order());
        assertThat(ByteString.copyFrom(((Answered) results.get(0)).message()).toStringUtf8())
                .doesNotContain("secret");
        assertThat(page().getUser().getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void goesOutWithoutAnOptionalCallThatFailed() throws Exception {
        ask();
        users().answer(user());
        orders().fail(Code.UNAVAILABLE);
        payments().answer(payment());
        PageStatus status = page().getStatus();
        assertThat(status.getComplete()).isFalse();
        assertThat(status(page(), "orders").getOutcome()).isEqualTo(Outcome.OUTCOME_FAILED);
        assertThat(status(page(), "orders").getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(page().getPaymentsCount()).isEqualTo(1);
        assertThat(((Answered) results.get(0)).missing()).containsExactly("orders");
    }

    @Test
    void goesOutInTimeWithoutACallThatHangs() throws Exception {
        ask(Duration.ofMillis(300));
        users().answer(user());
        payments().answer(payment());
        loop.advance(Duration.ofMillis(269));
        assertThat(results).isEmpty();
        loop.advance(Duration.ofMillis(1));
        assertThat(status(page(), "orders").getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(page().getUser().getName()).isEqualTo("John Doe");
    }

    @Test
    void ignoresWhatLandsAfterThePageWentOut() throws Exception {
        ask(Duration.ofMillis(300));
        users().answer(user());
        payments().answer(payment());
        loop.advance(Duration.ofMillis(270));
        orders().answer(order());
        assertThat(page().getOrdersCount()).isZero();
        assertThat(reports).hasSize(1);
    }

    @Test
    void failsWhenARequiredCallHangs() {
        ask(Duration.ofMillis(300));
        orders().answer(order());
        loop.advance(Duration.ofMillis(270));
        assertThat(failure()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(payments().isStarted()).isFalse();
    }

    /** That there was no time left for it says nothing of what it was to be asked with. */
    @Test
    void failsForTheTimeWhenARequiredCallWaitsForOneThatHangs() {
        ask(ChangedPlans.requiring("payments", (PagePlan) DASHBOARD));
        loop.advance(Duration.ofSeconds(1));
        assertThat(payments().isStarted()).isFalse();
        assertThat(failure()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(((Failed) results.get(0)).status().getMessage())
                .isEqualTo("required call \"payments\" failed: DEADLINE_EXCEEDED");
    }

    @Test
    void failsAtOnceWithTheCodeOfARequiredCallAndBreaksTheOthersOff() {
        ask();
        users().fail(Code.NOT_FOUND);
        assertThat(failure()).isEqualTo(Code.NOT_FOUND);
        assertThat(((Failed) results.get(0)).status().getMessage())
                .isEqualTo("required call \"profile\" failed: NOT_FOUND");
        assertThat(orders().isCancelled()).isTrue();
        assertThat(payments().isStarted()).isFalse();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(reports.get(0).code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void doesNotTellTheClientThatItsPageIsUnimplementedOrCancelled() {
        ask();
        users().fail(Code.UNIMPLEMENTED);
        assertThat(failure()).isEqualTo(Code.INTERNAL);
        results.clear();
        ask();
        users().fail(Code.CANCELLED);
        assertThat(failure()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void saysWhatComesFromMemoryAndHowOldItIs() throws Exception {
        ask();
        users().answer(user(), Optional.of(new Remembered(2_500_000_000L, true)));
        orders().answer(order(), Optional.of(new Remembered(1_000_000_000L, false)));
        payments().answer(payment());
        assertThat(page().getStatus().getComplete()).as("profile is stale").isFalse();
        assertThat(status(page(), "profile").getOutcome()).isEqualTo(Outcome.OUTCOME_STALE);
        assertThat(status(page(), "profile").getAge()).isEqualTo(Durations.fromMillis(2500));
        assertThat(status(page(), "orders").getOutcome()).isEqualTo(Outcome.OUTCOME_CACHED);
        assertThat(status(page(), "orders").getAge()).isEqualTo(Durations.fromSeconds(1));
        assertThat(status(page(), "payments").hasAge()).isFalse();
        assertThat(((Answered) results.get(0)).missing()).containsExactly("profile");
        assertThat(((Answered) results.get(0)).reuse()).isEmpty();
    }

    @Test
    void aPageOutOfMemoryIsComplete() throws Exception {
        ask();
        users().answer(user(), Optional.of(new Remembered(0, false)));
        orders().answer(order(), Optional.of(new Remembered(0, false)));
        payments().answer(payment(), Optional.of(new Remembered(0, false)));
        Reuse reuse = ((Answered) results.get(0)).reuse().orElseThrow();
        assertThat(reuse.nanos()).isEqualTo(10_000_000_000L);
        assertThat(reuse.shared()).isFalse();
        assertThat(GetDashboardResponse.parseFrom(reuse.content().get()))
                .isEqualTo(page().toBuilder().clearStatus().build());
        assertThat(page().getStatus().getComplete()).isTrue();
        assertThat(((Answered) results.get(0)).missing()).isEmpty();
    }

    @Test
    void skipsACallWhoseBindIsEmpty() throws Exception {
        ask();
        users().answer(GetUserResponse.newBuilder()
                .setUser(User.newBuilder().setId(101).setBillingId(""))
                .build());
        orders().answer(order());
        assertThat(payments().isStarted()).isFalse();
        assertThat(status(page(), "payments").getOutcome()).isEqualTo(Outcome.OUTCOME_SKIPPED);
        assertThat(status(page(), "payments").hasTook()).isFalse();
        assertThat(page().getStatus().getComplete()).isFalse();
    }

    @Test
    void sendsWhatComesFromTheRequestAsItIs() {
        run(new byte[0], OptionalLong.empty());
        assertThat(users().request(GetUserRequest.parser())).isEqualTo(GetUserRequest.getDefaultInstance());
    }

    @Test
    void takesTheEarlierOfTheDeadlines() throws Exception {
        ask(Duration.ofSeconds(30));
        assertThat(orders().timeLeft()).isEqualTo(Duration.ofMillis(900));
        results.clear();
        ask(Duration.ofMillis(300));
        assertThat(orders().timeLeft()).isEqualTo(Duration.ofMillis(270));
    }

    @Test
    void refusesAPageWhoseDeadlineHasPassed() {
        ask(Duration.ofMillis(-5));
        assertThat(failure()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(users().isStarted()).isFalse();
    }

    @Test
    void refusesAMalformedRequest() {
        run(new byte[] {0x08}, OptionalLong.empty());
        assertThat(failure()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(users().isStarted()).isFalse();
    }

    @Test
    void breaksItsCallsOffWhenTheClientHasGone() {
        Cancellable page = ask();
        page.cancel();
        assertThat(users().isCancelled()).isTrue();
        assertThat(orders().isCancelled()).isTrue();
        users().answer(user());
        assertThat(payments().isStarted()).isFalse();
        assertThat(results).isEmpty();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.CANCELLED));
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void reportsEveryCall() {
        ask();
        users().answer(user());
        loop.advance(Duration.ofMillis(3));
        orders().fail(Code.UNAVAILABLE);
        payments().answer(payment());
        PageReport report = reports.get(0);
        assertThat(report.tookNanos()).isEqualTo(3_000_000);
        assertThat(report.calls()).extracting(CallReport::name).containsExactly("profile", "orders", "payments");
        assertThat(report.calls().get(1).outcome())
                .isEqualTo(new dev.weft.execution.Outcome.Failed(Code.UNAVAILABLE, "the test says so", 3_000_000));
    }

    private Cancellable ask(PagePlan page) {
        return pages(page)
                .run(page, new PageRequest(loop, new byte[0], OptionalLong.empty(), Headers.NONE, "id"), results::add);
    }

    @Test
    void neverBreaksOffWhatMayChangeSomethingNorWhatLeadsToIt() {
        Cancellable page = ask(ChangedPlans.unsafe("payments", (PagePlan) DASHBOARD));
        page.cancel();
        assertThat(users().isCancelled()).isFalse();
        assertThat(orders().isCancelled()).isTrue();
        users().answer(user());
        assertThat(payments().isStarted()).isTrue();
        payments().answer(payment());
        assertThat(results).isEmpty();
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.code()).isEqualTo(Code.CANCELLED);
            assertThat(report.calls().get(2).outcome()).isInstanceOf(dev.weft.execution.Outcome.Fresh.class);
        });
    }

    @Test
    void doesNotBreakOffAnUnsafeCallWhenThePageFails() {
        ask(ChangedPlans.unsafe("orders", (PagePlan) DASHBOARD));
        users().fail(Code.NOT_FOUND);
        assertThat(failure()).isEqualTo(Code.NOT_FOUND);
        assertThat(orders().isCancelled()).isFalse();
    }

    @Test
    void answersInternalWhenSomethingGoesWrongInside() {
        Pages broken = new Pages(
                List.of(DASHBOARD),
                (target, reads, cached) -> (context, request, done) -> {
                    throw new IllegalStateException("a fault of the test");
                },
                new PageTimes(Duration.ofSeconds(10), MARGIN),
                reports::add,
                Offload.NEVER);
        broken.run(
                DASHBOARD, new PageRequest(loop, new byte[0], OptionalLong.empty(), Headers.NONE, "id"), results::add);
        assertThat(failure()).isEqualTo(Code.INTERNAL);
        assertThat(loop.pendingTimers()).isZero();
    }
}
