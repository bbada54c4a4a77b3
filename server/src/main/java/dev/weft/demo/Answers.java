package dev.weft.demo;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/** Ends calls over gRPC. */
final class Answers {
    private Answers() {}

    static <A> void send(StreamObserver<A> call, A answer) {
        call.onNext(answer);
        call.onCompleted();
    }

    /** Sends the answer, or NOT_FOUND: there is none of {@code what}. */
    static <A> void sendOrNotFound(StreamObserver<A> call, Optional<A> answer, String what) {
        answer.ifPresentOrElse(
                found -> send(call, found),
                () -> call.onError(
                        Status.NOT_FOUND.withDescription("no " + what).asRuntimeException()));
    }
}
