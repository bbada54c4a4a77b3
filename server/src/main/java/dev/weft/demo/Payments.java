package dev.weft.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import dev.weft.demo.payment.v1.ListPaymentsResponse;
import dev.weft.demo.payment.v1.Payment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code payment.v1.PaymentService} as it is over HTTP, by the rule in its .proto. Asked for nobody's payments it answers with
 * everybody's, as such services do.
 */
final class Payments {
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();

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

    Map<String, HttpService> routes() {
        return Map.of(
                "/v1/accounts/{account_id}/payments",
                (context, request) -> list(Objects.requireNonNull(context.pathParam("account_id"))),
                // What a path with an empty account comes to.
                "/v1/accounts/payments",
                (context, request) -> answer(all));
    }

    private HttpResponse list(String account) throws InvalidProtocolBufferException {
        List<Payment> payments = data.payments().get(account);
        return payments == null
                ? HttpErrors.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "no such account")
                : answer(payments);
    }

    private static HttpResponse answer(List<Payment> payments) throws InvalidProtocolBufferException {
        ListPaymentsResponse answer =
                ListPaymentsResponse.newBuilder().addAllPayments(payments).build();
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON, JSON.print(answer));
    }
}
