package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.weft.demo.order.v1.ListOrdersRequest;
import dev.weft.demo.order.v1.ListOrdersResponse;
import dev.weft.demo.order.v1.Order;
import dev.weft.demo.order.v1.OrderServiceGrpc;
import dev.weft.demo.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.weft.demo.payment.v1.ListPaymentsResponse;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.payment.v1.PaymentServiceGrpc;
import dev.weft.demo.user.v1.GetUserRequest;
import dev.weft.demo.user.v1.User;
import dev.weft.demo.user.v1.UserServiceGrpc;
import dev.weft.demo.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoServicesTest {
    private final Map<DemoService, ManagedChannel> channels = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DemoServices demo;

    @BeforeEach
    void start() throws IOException {
        demo = DemoServices.start(Map.of());
        demo.addresses().forEach((service, address) -> channels.put(service, connect(address)));
    }

    @AfterEach
    void stop() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        demo.close();
    }

    @Test
    void everyServiceListensOnLoopback() {
        assertThat(demo.addresses()).containsOnlyKeys(DemoService.values());
        assertThat(demo.addresses().values())
                .doesNotHaveDuplicates()
                .allSatisfy(address ->
                        assertThat(address.getAddress().isLoopbackAddress()).isTrue());
    }

    @Test
    void johnDoeHasOrderedALaptop() {
        User john = user(101);
        assertThat(john.getDisplayName()).isEqualTo("John Doe");
        assertThat(john.getEmail()).isEqualTo("john.doe@example.com");
        Order newest = orders(101).getOrders(0);
        assertThat(newest.getTitle()).isEqualTo("Laptop");
        Payment payment = payments(john.getBillingId()).get(0);
        assertThat(payment.getAmount().getCurrencyCode()).isEqualTo("USD");
        assertThat(payment.getAmount().getUnits()).isEqualTo(250);
        assertThat(payment.getAmount().getNanos()).isZero();
    }

    @Test
    void everyUserHasOrdersAndPayments() {
        for (long id = 101; id <= 120; id++) {
            User user = user(id);
            assertThat(user.getDisplayName()).isNotBlank();
            assertThat(user.getTaxId()).matches("\\d{3}-\\d{2}-\\d{4}");
            assertThat(user.getPasswordHash().toStringUtf8()).startsWith("$2b$12$");
            List<Order> orders = allOrders(id, 100);
            assertThat(orders).hasSizeGreaterThanOrEqualTo(5);
            assertThat(orders)
                    .extracting(order -> order.getCreateTime().getSeconds())
                    .isSortedAccordingTo((left, right) -> Long.compare(right, left));
            List<Payment> payments = payments(user.getBillingId());
            assertThat(payments).hasSizeGreaterThanOrEqualTo(3);
            assertThat(payments)
                    .extracting(payment -> payment.getCreateTime().getSeconds())
                    .isSortedAccordingTo((left, right) -> Long.compare(right, left));
            assertThat(payments).extracting(Payment::getAccountId).containsOnly(user.getBillingId());
            assertThat(orders)
                    .extracting(Order::getId)
                    .containsAll(payments.stream().map(Payment::getOrderId).toList());
            assertThat(payments).extracting(Payment::getCardToken).anyMatch(token -> token.startsWith("card_"));
        }
    }

    @Test
    void theDataIsTheSameAtEveryStart() {
        assertThat(DemoData.create()).isEqualTo(DemoData.create());
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertFails(Status.Code.NOT_FOUND, () -> user(100));
        assertFails(Status.Code.NOT_FOUND, () -> user(121));
        assertFails(Status.Code.NOT_FOUND, () -> orders(0));
        HttpResponse<String> unknown = overHttp("acct-none");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo(error(404, "NOT_FOUND", "no such account"));
    }

    @Test
    void nobodysPaymentsAreEverybodys() {
        assertThat(payments(""))
                .extracting(Payment::getAccountId)
                .contains(user(101).getBillingId(), user(120).getBillingId());
    }

    @Test
    void ordersComeInPages() {
        assertThat(orders(101).getOrdersCount()).isEqualTo(5);
        List<Order> all = allOrders(101, 100);
        assertThat(allOrders(101, 0)).isEqualTo(all);
        assertThat(allOrders(101, 1)).isEqualTo(all);
        assertThat(allOrders(101, all.size())).isEqualTo(all);
        assertThat(allOrders(101, Integer.MAX_VALUE)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "not base64!", "b3JkZXJzLzEwMS8w", "b3JkZXJzLzEwMS85OTk5", "\u00e9"})
    void aPageTokenOfSomethingElseIsAnInvalidArgument(String token) {
        assertFails(
                Status.Code.INVALID_ARGUMENT,
                () -> orderStub()
                        .listOrders(ListOrdersRequest.newBuilder()
                                .setUserId(101)
                                .setPageToken(token)
                                .build()));
    }

    @Test
    void aPageTokenFitsOneUserOnly() {
        ListOrdersRequest request = ListOrdersRequest.newBuilder()
                .setUserId(102)
                .setPageToken(orders(101).getNextPageToken())
                .build();
        assertFails(Status.Code.INVALID_ARGUMENT, () -> orderStub().listOrders(request));
    }

    @Test
    void aNegativePageSizeIsAnInvalidArgument() {
        ListOrdersRequest request =
                ListOrdersRequest.newBuilder().setUserId(101).setPageSize(-1).build();
        assertFails(Status.Code.INVALID_ARGUMENT, () -> orderStub().listOrders(request));
    }

    @Test
    void aServiceFailsAsLongAsItIsToldTo() {
        demo.inject(DemoService.USERS, new Fault.Fail());
        assertFails(Status.Code.UNAVAILABLE, () -> user(101));
        assertThat(orders(101).getOrdersCount()).isPositive();
        demo.inject(DemoService.USERS, new Fault.None());
        assertThat(user(101).getId()).isEqualTo(101);
    }

    @Test
    void aSlowServiceKeepsNobodyElseWaiting() {
        assertThat(orders(101).getOrdersCount()).isPositive();
        demo.inject(DemoService.ORDERS, new Fault.Slow(Duration.ofMinutes(1)));
        assertFails(
                Status.Code.DEADLINE_EXCEEDED,
                () -> orderStub()
                        .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                        .listOrders(
                                ListOrdersRequest.newBuilder().setUserId(101).build()));
        assertThat(user(101).getId()).isEqualTo(101);
    }

    @Test
    void aSlowServiceAnswersInTheEnd() {
        Duration delay = Duration.ofMillis(50);
        demo.inject(DemoService.USERS, new Fault.Slow(delay));
        long start = System.nanoTime();
        assertThat(user(101).getId()).isEqualTo(101);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void aHangingServiceNeverAnswers() {
        assertThat(payments("")).isNotEmpty();
        demo.inject(DemoService.PAYMENTS, new Fault.Hang());
        CompletableFuture<HttpResponse<String>> payments = http.sendAsync(
                HttpRequest.newBuilder(URI.create(demo.targets().get(DemoService.PAYMENTS) + "/v1/accounts/payments"))
                        .build(),
                BodyHandlers.ofString());
        demo.inject(DemoService.ORDERS, new Fault.Hang());
        assertFails(
                Status.Code.DEADLINE_EXCEEDED,
                () -> orderStub()
                        .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                        .listOrders(
                                ListOrdersRequest.newBuilder().setUserId(101).build()));
        assertThat(payments).isNotDone();
    }

    @Test
    void theServiceOverHttpMisbehavesAndMendsLikeTheOthers() throws IOException {
        demo.inject(DemoService.PAYMENTS, new Fault.Fail());
        assertThat(overHttp("").statusCode()).isEqualTo(503);
        assertThat(overHttp("").body()).isEqualTo(error(503, "UNAVAILABLE", "told to fail"));
        Duration delay = Duration.ofMillis(50);
        demo.inject(DemoService.PAYMENTS, new Fault.Slow(delay));
        long start = System.nanoTime();
        assertThat(payments("")).isNotEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
        demo.inject(DemoService.PAYMENTS, new Fault.None());

        Map<DemoService, InetSocketAddress> before = demo.addresses();
        demo.stop(DemoService.PAYMENTS);
        assertThatThrownBy(() -> overHttp("")).isInstanceOf(UncheckedIOException.class);
        demo.restart(DemoService.PAYMENTS);
        assertThat(payments("")).isNotEmpty();
        assertThat(demo.addresses()).isEqualTo(before);
    }

    @Test
    void servicesStartWithTheirFaults() throws IOException {
        try (DemoServices failing = DemoServices.start(Map.of(DemoService.USERS, new Fault.Fail()))) {
            ManagedChannel channel = connect(failing.addresses().get(DemoService.USERS));
            assertFails(
                    Status.Code.UNAVAILABLE,
                    () -> UserServiceGrpc.newBlockingStub(channel)
                            .getUser(GetUserRequest.newBuilder().setId(101).build()));
            channel.shutdownNow();
        }
    }

    @Test
    void aStoppedServiceComesBackOnItsPort() throws IOException {
        Map<DemoService, InetSocketAddress> before = demo.addresses();
        assertThat(user(101).getId()).isEqualTo(101);
        demo.stop(DemoService.USERS);
        demo.stop(DemoService.USERS);
        assertFails(Status.Code.UNAVAILABLE, () -> user(101));
        demo.restart(DemoService.USERS);
        demo.restart(DemoService.USERS);
        channels.get(DemoService.USERS).resetConnectBackoff();
        assertThat(UserServiceGrpc.newBlockingStub(channels.get(DemoService.USERS))
                        .withWaitForReady()
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .getUser(GetUserRequest.newBuilder().setId(101).build())
                        .hasUser())
                .isTrue();
        assertThat(demo.addresses()).isEqualTo(before);
    }

    @Test
    void peopleCallServicesByTheirLabels() {
        assertThat(DemoService.labels())
                .startsWith("users", "orders", "payments")
                .contains("products", "reviews", "sellers", "recommendations", "prices")
                .contains("articles", "help")
                .contains("visits", "stock", "tickets");
        assertThat(DemoService.labelled("orders")).contains(DemoService.ORDERS);
        assertThat(DemoService.labelled("ORDERS")).isEmpty();
        assertThat(DemoService.USERS.serviceName()).isEqualTo(UserServiceGrpc.SERVICE_NAME);
        assertThat(DemoService.ORDERS.serviceName()).isEqualTo(OrderServiceGrpc.SERVICE_NAME);
        assertThat(DemoService.PAYMENTS.serviceName()).isEqualTo(PaymentServiceGrpc.SERVICE_NAME);
    }

    private User user(long id) {
        UserServiceBlockingStub stub = UserServiceGrpc.newBlockingStub(channels.get(DemoService.USERS));
        return stub.getUser(GetUserRequest.newBuilder().setId(id).build()).getUser();
    }

    private OrderServiceBlockingStub orderStub() {
        return OrderServiceGrpc.newBlockingStub(channels.get(DemoService.ORDERS));
    }

    private ListOrdersResponse orders(long userId) {
        return orderStub()
                .listOrders(ListOrdersRequest.newBuilder().setUserId(userId).build());
    }

    private List<Order> allOrders(long userId, int pageSize) {
        List<Order> all = new ArrayList<>();
        ListOrdersRequest.Builder request =
                ListOrdersRequest.newBuilder().setUserId(userId).setPageSize(pageSize);
        do {
            ListOrdersResponse page = orderStub().listOrders(request.build());
            all.addAll(page.getOrdersList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return all;
    }

    private List<Payment> payments(String account) {
        HttpResponse<String> answer = overHttp(account);
        assertThat(answer.statusCode()).isEqualTo(200);
        ListPaymentsResponse.Builder payments = ListPaymentsResponse.newBuilder();
        try {
            JsonFormat.parser().merge(answer.body(), payments);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return payments.getPaymentsList();
    }

    private HttpResponse<String> overHttp(String account) {
        URI uri = URI.create(demo.targets().get(DemoService.PAYMENTS) + "/v1/accounts/" + account + "/payments");
        try {
            return http.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new IllegalStateException("timed out", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String error(int code, String status, String message) {
        return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}".formatted(code, message, status);
    }

    private static ManagedChannel connect(InetSocketAddress address) {
        return NettyChannelBuilder.forAddress(address).usePlaintext().build();
    }

    private static void assertFails(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }
}
