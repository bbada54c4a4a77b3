package dev.weft.bench.cards;

import com.google.protobuf.Duration;
import com.google.rpc.Code;
import dev.weft.bench.order.v1.ListOrdersRequest;
import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.page.v1.GetDashboardRequest;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.bench.payment.v1.ListPaymentsRequest;
import dev.weft.bench.payment.v1.ListPaymentsResponse;
import dev.weft.bench.user.v1.GetUserRequest;
import dev.weft.bench.user.v1.GetUserResponse;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import dev.weft.v1.PageStatus;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One page being made: the user and the orders at once, the payments when the user is there. Without the user there is no page;
 * without the others it goes out, and says so. Confined to one thread.
 */
public final class Page {
    /** How much time a page has. */
    public static final long TIME_MILLIS = 900;

    private static final int MAX_PAGE_SIZE = 100;

    private final Services services;
    private final Breakers breakers;
    private final StreamObserver<GetDashboardResponse> client;
    private final Deadline deadline = Deadline.after(TIME_MILLIS, TimeUnit.MILLISECONDS);
    private final GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder();
    private @Nullable CallStatus profile;
    private @Nullable CallStatus orders;
    private @Nullable CallStatus payments;
    private boolean over;

    private Page(Services services, Breakers breakers, StreamObserver<GetDashboardResponse> client) {
        this.services = services;
        this.breakers = breakers;
        this.client = client;
    }

    /** Answers one request. */
    public static void answer(
            GetDashboardRequest request,
            Services services,
            Breakers breakers,
            StreamObserver<GetDashboardResponse> client) {
        if (request.getUserId() <= 0) {
            client.onError(Status.INVALID_ARGUMENT
                    .withDescription("user_id: must be greater than 0")
                    .asRuntimeException());
        } else if (request.getPageSize() < 0 || request.getPageSize() > MAX_PAGE_SIZE) {
            client.onError(Status.INVALID_ARGUMENT
                    .withDescription("page_size: must be 0 to 100")
                    .asRuntimeException());
        } else {
            new Page(services, breakers, client).start(request);
        }
    }

    private void start(GetDashboardRequest request) {
        GetUserRequest user =
                GetUserRequest.newBuilder().setId(request.getUserId()).build();
        new Call<GetUserResponse>(breakers.users(), call -> services.getUser(user, deadline, call), this::hasUser)
                .start();
        ListOrdersRequest list = ListOrdersRequest.newBuilder()
                .setUserId(request.getUserId())
                .setPageSize(request.getPageSize())
                .build();
        new Call<ListOrdersResponse>(
                        breakers.orders(), call -> services.listOrders(list, deadline, call), this::hasOrders)
                .start();
    }

    private void hasUser(Call<GetUserResponse> call) {
        profile = status("profile", call);
        GetUserResponse response = call.response();
        if (response == null) {
            fail(call.failure());
            return;
        }
        page.setUser(Cards.profile(response.getUser()));
        String account = response.getUser().getBillingId();
        if (account.isEmpty()) {
            payments = CallStatus.newBuilder()
                    .setName("payments")
                    .setOutcome(Outcome.OUTCOME_SKIPPED)
                    .build();
            answerWhenComplete();
            return;
        }
        ListPaymentsRequest list =
                ListPaymentsRequest.newBuilder().setAccountId(account).build();
        new Call<ListPaymentsResponse>(
                        breakers.payments(), it -> services.listPayments(list, deadline, it), this::hasPayments)
                .start();
    }

    private void hasOrders(Call<ListOrdersResponse> call) {
        orders = status("orders", call);
        ListOrdersResponse response = call.response();
        if (response != null && !over) {
            Cards.addOrders(response, page);
        }
        answerWhenComplete();
    }

    private void hasPayments(Call<ListPaymentsResponse> call) {
        payments = status("payments", call);
        ListPaymentsResponse response = call.response();
        if (response != null && !over) {
            Cards.addPayments(response, page);
        }
        answerWhenComplete();
    }

    private void answerWhenComplete() {
        if (over || profile == null || orders == null || payments == null) {
            return;
        }
        over = true;
        page.setStatus(PageStatus.newBuilder()
                .setComplete(isFresh(orders) && isFresh(payments))
                .addCalls(profile)
                .addCalls(orders)
                .addCalls(payments));
        client.onNext(page.build());
        client.onCompleted();
    }

    private void fail(Status status) {
        if (!over) {
            over = true;
            client.onError(Status.fromCode(status.getCode()).asRuntimeException());
        }
    }

    private static boolean isFresh(CallStatus call) {
        return call.getOutcome() == Outcome.OUTCOME_FRESH;
    }

    private static CallStatus status(String name, Call<?> call) {
        CallStatus.Builder status = CallStatus.newBuilder()
                .setName(name)
                .setOutcome(call.response() == null ? Outcome.OUTCOME_FAILED : Outcome.OUTCOME_FRESH)
                .setTook(Duration.newBuilder()
                        .setSeconds(call.tookNanos() / 1_000_000_000)
                        .setNanos((int) (call.tookNanos() % 1_000_000_000)));
        if (call.response() == null) {
            status.setCode(Code.forNumber(call.failure().getCode().value()));
        }
        return status.build();
    }
}
