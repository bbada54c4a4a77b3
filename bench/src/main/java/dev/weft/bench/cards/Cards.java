package dev.weft.bench.cards;

import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.order.v1.Order;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.bench.page.v1.OrderCard;
import dev.weft.bench.page.v1.PaymentCard;
import dev.weft.bench.page.v1.Profile;
import dev.weft.bench.payment.v1.ListPaymentsResponse;
import dev.weft.bench.payment.v1.Payment;
import dev.weft.bench.user.v1.User;

/** Makes the page's types of the services' types. Sums of money and times are shared, not copied. */
public final class Cards {
    private Cards() {}

    /** A user as the page shows them. */
    public static Profile profile(User user) {
        Profile.Builder profile = Profile.newBuilder()
                .setId(user.getId())
                .setName(user.getDisplayName())
                .setEmail(user.getEmail())
                .setTierValue(user.getLoyaltyTierValue())
                .setCity(user.getAddress().getCity());
        if (user.hasCreateTime()) {
            profile.setMemberSince(user.getCreateTime());
        }
        return profile.build();
    }

    /** Adds the orders to the page. */
    public static void addOrders(ListOrdersResponse orders, GetDashboardResponse.Builder page) {
        for (int i = 0; i < orders.getOrdersCount(); i++) {
            page.addOrders(card(orders.getOrders(i)));
        }
    }

    /** Adds the payments to the page. */
    public static void addPayments(ListPaymentsResponse payments, GetDashboardResponse.Builder page) {
        for (int i = 0; i < payments.getPaymentsCount(); i++) {
            page.addPayments(card(payments.getPayments(i)));
        }
    }

    private static OrderCard card(Order order) {
        OrderCard.Builder card = OrderCard.newBuilder()
                .setId(order.getId())
                .setTitle(order.getTitle())
                .setStatusValue(order.getStatusValue())
                .setItemCount(order.getItemCount());
        if (order.hasTotal()) {
            card.setTotal(order.getTotal());
        }
        if (order.hasCreateTime()) {
            card.setPlacedAt(order.getCreateTime());
        }
        return card.build();
    }

    private static PaymentCard card(Payment payment) {
        PaymentCard.Builder card = PaymentCard.newBuilder()
                .setId(payment.getId())
                .setMethodValue(payment.getMethodValue())
                .setOrderId(payment.getOrderId());
        if (payment.hasAmount()) {
            card.setAmount(payment.getAmount());
        }
        if (payment.hasCreateTime()) {
            card.setPaidAt(payment.getCreateTime());
        }
        if (payment.hasCardLastFour()) {
            card.setCardLastFour(payment.getCardLastFour());
        }
        return card.build();
    }
}
