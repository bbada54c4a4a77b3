package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.weft.demo.user.v1.GetUserRequest;
import dev.weft.demo.user.v1.GetUserResponse;
import dev.weft.demo.user.v1.User;
import dev.weft.demo.user.v1.UserProto;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.loop.Cancellable;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ForwardRunnerTest {
    private static final MethodName GET_USER = new MethodName("user.v1.UserService", "GetUser");
    private static final MethodDescriptor METHOD =
            UserProto.getDescriptor().findServiceByName("UserService").findMethodByName("GetUser");
    private static final byte[] REQUEST =
            GetUserRequest.newBuilder().setId(101).build().toByteArray();

    private final FakeLoop loop = new FakeLoop();
    private final List<PageResult> results = new ArrayList<>();
    private final List<PageReport> reports = new ArrayList<>();
    private FakeCall call;

    private Cancellable ask(Idempotency idempotency, byte[] request) {
        ForwardPlan plan = new ForwardPlan(
                GET_USER,
                METHOD,
                Optional.of(Duration.ofSeconds(1)),
                new Target(GET_USER, METHOD, Optional.empty(), idempotency),
                Projection.compile(Mapping.identity(GetUserRequest.getDescriptor())),
                Projection.compile(Mapping.identity(GetUserResponse.getDescriptor())));
        AnswerMargin margin = new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150));
        Pages pages = new Pages(
                List.of(plan),
                (target, reads, cached) -> call = new FakeCall(reads),
                new PageTimes(Duration.ofSeconds(10), margin),
                reports::add,
                Offload.NEVER);
        return pages.run(plan, new PageRequest(loop, request, OptionalLong.empty(), Headers.NONE, "id"), results::add);
    }

    private Status failure() {
        assertThat(results).hasSize(1);
        return ((Failed) results.get(0)).status();
    }

    @Test
    void passesRequestAndAnswerOnWithoutWhatTheyDoNotDeclare() throws Exception {
        UnknownFieldSet smuggled = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        GetUserRequest request = GetUserRequest.newBuilder()
                .setId(101)
                .setUnknownFields(smuggled)
                .build();
        User user = User.newBuilder()
                .setDisplayName("John Doe")
                .setUnknownFields(smuggled)
                .build();

        ask(Idempotency.UNKNOWN, request.toByteArray());
        call.answer(GetUserResponse.newBuilder().setUser(user).build());

        assertThat(call.request(GetUserRequest.parser()))
                .isEqualTo(GetUserRequest.newBuilder().setId(101).build());
        GetUserResponse answer = GetUserResponse.parseFrom(((Answered) results.get(0)).message());
        assertThat(answer.getUser())
                .isEqualTo(User.newBuilder().setDisplayName("John Doe").build());
        assertThat(call.timeLeft()).isEqualTo(Duration.ofMillis(900));
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.OK));
    }

    @Test
    void passesARichErrorWhole() {
        Status rich = Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION.getNumber())
                .setMessage("too late")
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("CLOSED").build()))
                .build();
        ask(Idempotency.UNKNOWN, REQUEST);
        call.fail(new Failure(Code.FAILED_PRECONDITION, "failed", rich.toByteArray()));
        assertThat(failure()).isEqualTo(rich);
    }

    @Test
    void saysWhatItKnowsWhenTheDownstreamSaidNothingOrNothingThatCanBeRead() {
        ask(Idempotency.UNKNOWN, REQUEST);
        call.fail(new Failure(
                Code.UNAVAILABLE,
                "connection refused",
                ByteString.copyFromUtf8("?").toByteArray()));
        assertThat(failure().getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
        assertThat(failure().getMessage()).isEqualTo("the service behind failed: UNAVAILABLE");
    }

    @Test
    void refusesAMalformedRequest() {
        ask(Idempotency.UNKNOWN, new byte[] {0x08});
        assertThat(failure().getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
        assertThat(call.isStarted()).isFalse();
        assertThat(reports).hasSize(1);
    }

    @Test
    void breaksASafeCallOffWhenTheClientHasGone() {
        ask(Idempotency.NO_SIDE_EFFECTS, REQUEST).cancel();
        assertThat(call.isCancelled()).isTrue();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.CANCELLED));
    }

    @Test
    void letsAnUnsafeCallEndWhenTheClientHasGone() {
        ask(Idempotency.UNKNOWN, REQUEST).cancel();
        assertThat(call.isCancelled()).isFalse();
        call.answer(GetUserResponse.getDefaultInstance());
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.OK));
    }

    @Test
    void aClientThatGoesWithTheAnswerOnItsWayIsReportedOnce() {
        Cancellable running = ask(Idempotency.NO_SIDE_EFFECTS, REQUEST);
        call.answer(GetUserResponse.getDefaultInstance());
        running.cancel();

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.OK));
        assertThat(call.isCancelled()).isFalse();
    }
}
