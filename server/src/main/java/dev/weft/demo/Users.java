package dev.weft.demo;

import dev.weft.demo.user.v1.GetUserRequest;
import dev.weft.demo.user.v1.GetUserResponse;
import dev.weft.demo.user.v1.User;
import dev.weft.demo.user.v1.UserServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** {@code user.v1.UserService}. */
final class Users extends UserServiceGrpc.UserServiceImplBase {
    private final DemoData data;

    Users(DemoData data) {
        this.data = data;
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<GetUserResponse> answer) {
        User user = data.users().get(request.getId());
        if (user == null) {
            answer.onError(Status.NOT_FOUND
                    .withDescription("no user " + request.getId())
                    .asRuntimeException());
            return;
        }
        answer.onNext(GetUserResponse.newBuilder().setUser(user).build());
        answer.onCompleted();
    }
}
