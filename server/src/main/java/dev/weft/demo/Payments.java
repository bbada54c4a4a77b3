package dev.weft.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import dev.weft.demo.payment.v1.ListPaymentsResponse;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.payment.v1.SummarizePaymentsResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code payment.v1.PaymentService} as it is over HTTP, by the rules in its .proto. Asked for nobody's payments it answers with
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
                (context, request) -> answer(all),
                "/v1/payments/summary",
                (context, request) -> summary(context.queryParam("days")));
    }

    private static HttpResponse summary(@Nullable String wanted) throws InvalidProtocolBufferException {
        List<Day> days;
        try {
            days = Day.last(wanted == null ? 0 : Integer.parseInt(wanted));
        } catch (NumberFormatException e) {
            return HttpErrors.of(HttpStatus.BAD_REQUEST, "INVALID_ARGUMENT", "days is not a number");
        }
        return json(SummarizePaymentsResponse.newBuilder()
                .setCapturedCount(days.stream().mapToLong(Day::orders).sum())
                .setCaptured(Amounts.house(days.stream().mapToLong(Day::revenue).sum()))
                .setRefundedCount(days.stream().mapToLong(Day::refunds).sum())
                .setRefunded(
                        Amounts.house(days.stream().mapToLong(Day::refunded).sum()))
                .setAcquirerFees(
                        Amounts.house(days.stream().mapToLong(Day::revenue).sum() * 19 / 1000))
                .build());
    }

    private HttpResponse list(String account) throws InvalidProtocolBufferException {
        List<Payment> payments = data.payments().get(account);
        return payments == null
                ? HttpErrors.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "no such account")
                : answer(payments);
    }

    private static HttpResponse answer(List<Payment> payments) throws InvalidProtocolBufferException {
        return json(ListPaymentsResponse.newBuilder().addAllPayments(payments).build());
    }

    private static HttpResponse json(Message answer) throws InvalidProtocolBufferException {
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON, JSON.print(answer));
    }
}
