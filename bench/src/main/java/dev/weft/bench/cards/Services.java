package dev.weft.bench.cards;

import dev.weft.bench.order.v1.ListOrdersRequest;
import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.payment.v1.ListPaymentsRequest;
import dev.weft.bench.payment.v1.ListPaymentsResponse;
import dev.weft.bench.user.v1.GetUserRequest;
import dev.weft.bench.user.v1.GetUserResponse;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;

/** The services that the page calls. Their answers come on the thread that calls. */
public interface Services {
    void getUser(GetUserRequest request, Deadline deadline, StreamObserver<GetUserResponse> response);

    void listOrders(ListOrdersRequest request, Deadline deadline, StreamObserver<ListOrdersResponse> response);

    void listPayments(ListPaymentsRequest request, Deadline deadline, StreamObserver<ListPaymentsResponse> response);
}
