package dev.weft.demo;

import com.google.type.Money;
import dev.weft.demo.order.v1.Order;
import dev.weft.demo.order.v1.OrderStatus;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.payment.v1.PaymentMethod;
import dev.weft.demo.payment.v1.PaymentState;
import dev.weft.demo.user.v1.User;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Makes the payments of a user: one for each order that is not just placed. */
final class PaymentRecords {
    private PaymentRecords() {}

    /** In the order of the orders: newest first. */
    static List<Payment> of(User user, List<Order> orders) {
        Random random = new Random(user.getId() * 131);
        return orders.stream()
                .filter(order -> order.getStatus() != OrderStatus.ORDER_STATUS_PLACED)
                .map(order -> payment(user, order, random))
                .toList();
    }

    private static Payment payment(User user, Order order, Random random) {
        Payment.Builder payment = Payment.newBuilder()
                .setId(order.getId().replace("ORD", "PAY"))
                .setAccountId(user.getBillingId())
                .setOrderId(order.getId())
                .setAmount(order.getTotal())
                .setMethod(PaymentMethod.PAYMENT_METHOD_TRANSFER)
                .setState(state(order))
                .setCreateTime(Calendar.after(order.getCreateTime(), Duration.ofMinutes(2)));
        if (random.nextInt(4) > 0 || order.getStatus() == OrderStatus.ORDER_STATUS_PAID) {
            payByCard(payment, random);
        }
        return payment.build();
    }

    private static void payByCard(Payment.Builder payment, Random random) {
        Money amount = payment.getAmount();
        long fee = Amounts.hundredths(amount) * 19 / 1000;
        payment.setMethod(PaymentMethod.PAYMENT_METHOD_CARD)
                .setCardLastFour(Digits.of(4, random.nextInt(10_000)))
                .setCardToken("card_" + Long.toHexString(random.nextLong() | Long.MIN_VALUE))
                .setAcquirerFee(Amounts.money(amount.getCurrencyCode(), fee));
    }

    private static PaymentState state(Order order) {
        return switch (order.getStatus()) {
            case ORDER_STATUS_CANCELLED -> PaymentState.PAYMENT_STATE_REFUNDED;
            case ORDER_STATUS_PAID -> PaymentState.PAYMENT_STATE_AUTHORIZED;
            default -> PaymentState.PAYMENT_STATE_CAPTURED;
        };
    }
}
