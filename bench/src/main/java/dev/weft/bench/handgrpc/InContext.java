package dev.weft.bench.handgrpc;

import dev.weft.bench.cards.Services;
import dev.weft.bench.cards.Stubs;
import dev.weft.bench.order.v1.ListOrdersRequest;
import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.payment.v1.ListPaymentsRequest;
import dev.weft.bench.payment.v1.ListPaymentsResponse;
import dev.weft.bench.user.v1.GetUserRequest;
import dev.weft.bench.user.v1.GetUserResponse;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;

/** The services, called with the deadline of the context that the page is made in: one timer in place of one for each call. */
record InContext(Stubs stubs) implements Services {
    @Override
    public void getUser(GetUserRequest request, Deadline deadline, StreamObserver<GetUserResponse> response) {
        stubs.users().getUser(request, response);
    }

    @Override
    public void listOrders(ListOrdersRequest request, Deadline deadline, StreamObserver<ListOrdersResponse> response) {
        stubs.orders().listOrders(request, response);
    }

    @Override
    public void listPayments(
            ListPaymentsRequest request, Deadline deadline, StreamObserver<ListPaymentsResponse> response) {
        stubs.payments().listPayments(request, response);
    }
}
