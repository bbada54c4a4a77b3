package dev.weft.bench.cards;

import dev.weft.bench.order.v1.ListOrdersRequest;
import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.order.v1.OrderServiceGrpc;
import dev.weft.bench.order.v1.OrderServiceGrpc.OrderServiceStub;
import dev.weft.bench.payment.v1.ListPaymentsRequest;
import dev.weft.bench.payment.v1.ListPaymentsResponse;
import dev.weft.bench.payment.v1.PaymentServiceGrpc;
import dev.weft.bench.payment.v1.PaymentServiceGrpc.PaymentServiceStub;
import dev.weft.bench.user.v1.GetUserRequest;
import dev.weft.bench.user.v1.GetUserResponse;
import dev.weft.bench.user.v1.UserServiceGrpc;
import dev.weft.bench.user.v1.UserServiceGrpc.UserServiceStub;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;

/** The services by their generated stubs. */
public record Stubs(UserServiceStub users, OrderServiceStub orders, PaymentServiceStub payments) implements Services {
    /** The stubs of a channel. */
    public static Stubs of(Channel channel) {
        return new Stubs(
                UserServiceGrpc.newStub(channel),
                OrderServiceGrpc.newStub(channel),
                PaymentServiceGrpc.newStub(channel));
    }

    @Override
    public void getUser(GetUserRequest request, Deadline deadline, StreamObserver<GetUserResponse> response) {
        users.withDeadline(deadline).getUser(request, response);
    }

    @Override
    public void listOrders(ListOrdersRequest request, Deadline deadline, StreamObserver<ListOrdersResponse> response) {
        orders.withDeadline(deadline).listOrders(request, response);
    }

    @Override
    public void listPayments(
            ListPaymentsRequest request, Deadline deadline, StreamObserver<ListPaymentsResponse> response) {
        payments.withDeadline(deadline).listPayments(request, response);
    }
}
