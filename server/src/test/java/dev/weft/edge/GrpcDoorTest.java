package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.downstream.Headers;
import dev.weft.downstream.Headers.Header;
import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcDoorTest {
    private static final byte[] REQUEST =
            GetDashboardRequest.newBuilder().setUserId(42).build().toByteArray();
    private static final byte[] PAGE = {10, 2, 8, 42};

    private DoorFixture door;

    @BeforeEach
    void open() throws Exception {
        door = new DoorFixture();
        answerWith(List.of());
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    private void answerWith(List<String> missing) {
        door.engine = (plan, request, done) -> {
            done.accept(new Answered(PAGE, missing));
            return () -> {};
        };
    }

    private void neverAnswer() {
        door.engine = (plan, request, done) -> () -> {};
    }

    private PageRequest askedFor(Metadata headers, CallOptions options) throws Exception {
        door.get(DoorFixture.GET_DASHBOARD, REQUEST, headers, options);
        return door.nextAsked().request();
    }

    @Test
    void handsTheRequestToTheEngineAndItsAnswerBack() throws Exception {
        DoorFixture.Got got = door.get(REQUEST);
        assertThat(got.message()).isEqualTo(PAGE);
        assertThat(got.header("weft-partial")).isNull();
        DoorFixture.Asked asked = door.nextAsked();
        assertThat(asked.onLoop()).isTrue();
        assertThat(asked.request().message()).isEqualTo(REQUEST);
        assertThat(asked.request().requestId())
                .isEqualTo(got.header("x-request-id"))
                .hasSize(32);
    }

    @Test
    void answersLaterToo() throws Exception {
        neverAnswer();
        CompletableFuture<DoorFixture.Got> got = CompletableFuture.supplyAsync(() -> door.get(REQUEST));
        DoorFixture.Asked asked = door.nextAsked();
        assertThat(got).isNotDone();
        asked.answer(new Answered(PAGE, List.of()));
        asked.answer(new Answered(new byte[0], List.of()));
        assertThat(got.get(5, TimeUnit.SECONDS).message()).isEqualTo(PAGE);
    }

    @Test
    void takesNoMoreCallsAtOnceOfOneConnectionThanItMay() throws Exception {
        neverAnswer();
        for (int i = 0; i <= DoorFixture.MOST_STREAMS; i++) {
            ClientCalls.futureUnaryCall(
                    door.channel.newCall(DoorFixture.method(DoorFixture.GET_DASHBOARD), CallOptions.DEFAULT), REQUEST);
        }
        DoorFixture.Asked first = door.nextAsked();
        for (int i = 1; i < DoorFixture.MOST_STREAMS; i++) {
            door.nextAsked();
        }
        assertThat(door.asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
        first.answer(new Answered(PAGE, List.of()));
        assertThat(door.nextAsked()).isNotNull();
    }

    @Test
    void doesNotWaitForARequestForEver() throws Exception {
        CompletableFuture<Status> ended = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call =
                door.channel.newCall(DoorFixture.method(DoorFixture.GET_DASHBOARD), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(status);
                    }
                },
                new Metadata());
        call.sendMessage(REQUEST);
        Status status = ended.get(5, TimeUnit.SECONDS);
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).isEqualTo("the request has not come in time");
        assertThat(door.asked).isEmpty();
    }

    @Test
    void takesTheClientsDeadline() throws Exception {
        PageRequest with = askedFor(new Metadata(), CallOptions.DEFAULT.withDeadlineAfter(7, TimeUnit.SECONDS));
        long left = with.clientDeadlineNanos().orElseThrow() - with.loop().nanoTime();
        assertThat(TimeUnit.NANOSECONDS.toMillis(left)).isBetween(3_000L, 7_000L);
        assertThat(askedFor(new Metadata(), CallOptions.DEFAULT).clientDeadlineNanos())
                .isEmpty();
    }

    @Test
    void aClientThatMaySayNoCacheIsHeard() throws Exception {
        assertThat(askedFor(DoorFixture.headers("cache-control", "no-cache"), CallOptions.DEFAULT)
                        .fresh())
                .isTrue();
        assertThat(askedFor(new Metadata(), CallOptions.DEFAULT).fresh()).isFalse();
    }

    @Test
    void passesOnTheHeadersThatAreAllowedAndNoOther() throws Exception {
        Metadata headers = DoorFixture.headers(
                "traceparent",
                "00-1-2-01",
                "accept-language",
                "de",
                "accept-language",
                "en",
                "authorization",
                "secret",
                "x-request-id",
                "abc");
        headers.put(Metadata.Key.of("ctx-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1, 2, 3, 4});
        assertThat(askedFor(headers, CallOptions.DEFAULT).headers())
                .isEqualTo(new Headers(List.of(
                        new Header("traceparent", "00-1-2-01"),
                        new Header("accept-language", "de"),
                        new Header("accept-language", "en"),
                        new Header("x-request-id", "abc"),
                        new Header("ctx-bin", "AQIDBA=="))));
    }

    @Test
    void keepsASaneRequestIdAndReplacesAnyOther() throws Exception {
        for (String sane : List.of("a", "3f2b-11.x:y_z+/=", "x".repeat(128))) {
            DoorFixture.Got got = door.get(
                    DoorFixture.GET_DASHBOARD, REQUEST, DoorFixture.headers("x-request-id", sane), CallOptions.DEFAULT);
            assertThat(got.header("x-request-id")).isEqualTo(sane);
        }
        for (String odd : List.of("", "two words", "a\"b", "x".repeat(129))) {
            door.asked.clear();
            DoorFixture.Got got = door.get(
                    DoorFixture.GET_DASHBOARD, REQUEST, DoorFixture.headers("x-request-id", odd), CallOptions.DEFAULT);
            assertThat(got.header("x-request-id")).matches("[0-9a-f]{32}");
            assertThat(door.nextAsked().request().headers().entries())
                    .containsExactly(new Header("x-request-id", got.header("x-request-id")));
        }
    }

    @Test
    void saysWhatIsMissingBeforeAndAfterTheAnswer() {
        answerWith(List.of("payments", "orders"));
        DoorFixture.Got got = door.get(REQUEST);
        assertThat(got.message()).isEqualTo(PAGE);
        assertThat(got.header("weft-partial")).isEqualTo("payments,orders");
        assertThat(got.trailer("weft-partial")).isEqualTo("payments,orders");
    }

    @Test
    void failsWithTheStatusAndItsDetails() {
        com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.NOT_FOUND.value())
                .setMessage("profile: not found")
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("X").build()))
                .build();
        door.engine = (plan, request, done) -> {
            done.accept(new Failed(status));
            return () -> {};
        };
        DoorFixture.Got got = door.get(REQUEST);
        assertThat(StatusProto.fromThrowable(got.error())).isEqualTo(status);
        assertThat(got.error().getStatus().getDescription()).isEqualTo("profile: not found");
        assertThat(got.trailer("x-request-id")).matches("[0-9a-f]{32}");
    }

    @Test
    void aRequestThatBreaksARuleNeverReachesTheEngine() throws Exception {
        DoorFixture.Got got = door.get(GetDashboardRequest.newBuilder()
                .setUserId(-1)
                .setPageSize(101)
                .build()
                .toByteArray());
        assertThat(got.error().getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(door.refused)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.INVALID_ARGUMENT));
        assertThat(got.error().getStatus().getDescription()).startsWith("user_id: ");
        assertThat(StatusProto.fromThrowable(got.error())
                        .getDetails(0)
                        .unpack(BadRequest.class)
                        .getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly("user_id", "page_size");
        assertThat(got.trailer("x-request-id")).isNotNull();
        assertThat(door.asked).isEmpty();
    }

    @Test
    void aRequestThatIsNoMessageNeverReachesTheEngine() {
        DoorFixture.Got got = door.get(new byte[] {(byte) 0xff});
        assertThat(got.error().getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(got.error().getStatus().getDescription()).isEqualTo("malformed request");
        assertThat(door.asked).isEmpty();
    }

    @Test
    void aRequestThatIsTooLargeIsNotRead() {
        DoorFixture.Got got = door.get(new byte[10_001]);
        assertThat(got.error().getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(door.asked).isEmpty();
        assertThat(door.get(REQUEST).message()).isEqualTo(PAGE);
    }

    @Test
    void tellsTheEngineThatTheClientHasGone() throws Exception {
        neverAnswer();
        Context.CancellableContext client = Context.current().withCancellation();
        CompletableFuture<DoorFixture.Got> got = new CompletableFuture<>();
        Thread thread = new Thread(client.wrap(() -> {
            got.complete(door.get(REQUEST));
        }));
        thread.start();
        PageRequest asked = door.nextAsked().request();
        client.cancel(null);
        assertThat(door.cancelled.poll(5, TimeUnit.SECONDS)).isSameAs(asked);
        assertThat(got.get(5, TimeUnit.SECONDS).error().getStatus().getCode()).isEqualTo(Status.Code.CANCELLED);
    }

    @Test
    void anUnexpectedExceptionIsInternalAndTheServerGoesOn() {
        door.engine = (plan, request, done) -> {
            throw new IllegalStateException("secret");
        };
        DoorFixture.Got got = door.get(REQUEST);
        assertThat(got.error().getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(got.error().getStatus().getDescription()).isEqualTo("internal error");
        assertThat(got.trailer("x-request-id")).matches("[0-9a-f]{32}");
        answerWith(List.of());
        assertThat(door.get(REQUEST).message()).isEqualTo(PAGE);
    }

    @Test
    void whatIsNotAPageIsUnimplemented() {
        for (String method : List.of("dashboard.v1.DashboardService/Nothing", "user.v1.UserService/GetUser")) {
            assertThat(door.get(method, REQUEST, new Metadata(), CallOptions.DEFAULT)
                            .error()
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.UNIMPLEMENTED);
        }
    }

    @Test
    void readsCompressedRequestsAndAnswersThemLikewise() throws Exception {
        byte[] large = GetDashboardRequest.newBuilder()
                .setUserId(1)
                .setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFrom(new byte[5000]))
                                        .build())
                        .build())
                .build()
                .toByteArray();
        door.engine = (plan, request, done) -> {
            done.accept(new Answered(request.message(), List.of()));
            return () -> {};
        };
        CallOptions gzip = CallOptions.DEFAULT.withCompression("gzip");
        DoorFixture.Got compressed = door.get(DoorFixture.GET_DASHBOARD, large, new Metadata(), gzip);
        assertThat(compressed.message()).isEqualTo(large);
        assertThat(compressed.header("grpc-encoding")).isEqualTo("gzip");
        DoorFixture.Got small = door.get(DoorFixture.GET_DASHBOARD, REQUEST, new Metadata(), gzip);
        assertThat(small.header("grpc-encoding")).isNotEqualTo("gzip");
        DoorFixture.Got plain = door.get(large);
        assertThat(plain.message()).isEqualTo(large);
        assertThat(plain.header("grpc-encoding")).isNotEqualTo("gzip");
    }

    @Test
    void oneRequestIsOneMessage() throws Exception {
        assertThat(send(0).getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(send(2).getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(send(1).getCode()).isEqualTo(Status.Code.OK);
        assertThat(door.asked).hasSize(1);
    }

    @Test
    void aPortThatIsTakenIsAnErrorThatNamesIt() {
        int port = door.door.port();
        PageServices none = PageServices.of(
                List.of(),
                (plan, request, done) -> () -> {},
                (plan, request, client) -> {
                    throw new AssertionError("a stream");
                },
                report -> {},
                door.loops,
                List.of(),
                List.of("127.0.0.0/8", "::1/128"),
                DoorFixture.BODY_TIMEOUT,
                false);
        assertThatThrownBy(() -> GrpcDoor.open(
                        new GrpcDoor.Settings(Optional.of("localhost"), port, 1000, 1, true), door.loops, none))
                .isInstanceOf(IOException.class)
                .hasMessage("grpc: cannot listen on localhost:" + port
                        + " (expected: an address of this machine and a free port)");
        assertThatThrownBy(() -> GrpcDoor.open(
                        new GrpcDoor.Settings(Optional.of("nowhere.invalid"), 0, 1000, 1, true), door.loops, none))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("grpc: cannot listen on nowhere.invalid:0");
    }

    @Test
    void aHeaderOfTheConnectionIsNotForForwarding() {
        for (String header : List.of("grpc-timeout", "te", "user-agent")) {
            assertThatThrownBy(() -> new ForwardedHeaders(List.of(header)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("forward_headers: " + header);
        }
    }

    private Status send(int messages) throws Exception {
        var method = DoorFixture.method(DoorFixture.GET_DASHBOARD).toBuilder()
                .setType(io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
                .build();
        ClientCall<byte[], byte[]> call = door.channel.newCall(method, CallOptions.DEFAULT);
        BlockingQueue<Status> ended = new LinkedBlockingQueue<>();
        call.start(
                new ClientCall.Listener<byte[]>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.add(status);
                    }
                },
                new Metadata());
        call.request(2);
        for (int i = 0; i < messages; i++) {
            call.sendMessage(REQUEST);
        }
        call.halfClose();
        return ended.poll(5, TimeUnit.SECONDS);
    }
}
