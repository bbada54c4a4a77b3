package dev.weft.demo;

import dev.weft.demo.payment.v1.ListPaymentsRequest;
import dev.weft.demo.payment.v1.ListPaymentsResponse;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.payment.v1.PaymentServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;

/** {@code payment.v1.PaymentService}. Asked for nobody's payments it answers with everybody's, as such services do. */
final class Payments extends PaymentServiceGrpc.PaymentServiceImplBase {
    private final DemoData data;
    private final List<Payment> all;

    Payments(DemoData data) {
        this.data = data;
        this.all = data.payments().values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(
                                (Payment it) -> it.getCreateTime().getSeconds())
                        .reversed())
                .toList();
    }

    @Override
    public void listPayments(ListPaymentsRequest request, StreamObserver<ListPaymentsResponse> answer) {
        String account = request.getAccountId();
        List<Payment> payments = account.isEmpty() ? all : data.payments().get(account);
        if (payments == null) {
            answer.onError(Status.NOT_FOUND.withDescription("no such account").asRuntimeException());
            return;
        }
        answer.onNext(ListPaymentsResponse.newBuilder().addAllPayments(payments).build());
        answer.onCompleted();
    }
}
