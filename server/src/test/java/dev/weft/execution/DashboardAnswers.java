package dev.weft.execution;

import dev.weft.demo.order.v1.ListOrdersResponse;
import dev.weft.demo.order.v1.Order;
import dev.weft.demo.payment.v1.ListPaymentsResponse;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.user.v1.GetUserResponse;
import dev.weft.demo.user.v1.User;

/** What the dashboard's services answer, with something in each that no page shows. */
final class DashboardAnswers {
    private DashboardAnswers() {}

    static GetUserResponse user() {
        return GetUserResponse.newBuilder()
                .setUser(User.newBuilder()
                        .setId(101)
                        .setDisplayName("John Doe")
                        .setBillingId("acct-101")
                        .setTaxId("secret"))
                .build();
    }

    static ListOrdersResponse order() {
        return ListOrdersResponse.newBuilder()
                .addOrders(Order.newBuilder().setId("o1").setTitle("Laptop").setFraudScore(0.3))
                .setNextPageToken("next")
                .build();
    }

    static ListPaymentsResponse payment() {
        return ListPaymentsResponse.newBuilder()
                .addPayments(Payment.newBuilder().setId("p1").setCardToken("secret"))
                .build();
    }
}
