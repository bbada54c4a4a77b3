package dev.weft.demo;

import dev.weft.demo.order.v1.Order;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.user.v1.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the services know: users 101 to 120 with what they bought and paid, the same at every start. Immutable.
 *
 * @param users by id
 * @param orders by user id; newest first
 * @param payments by account; newest first
 */
record DemoData(Map<Long, User> users, Map<Long, List<Order>> orders, Map<String, List<Payment>> payments) {
    static final long FIRST_USER = 101;

    static DemoData create() {
        Map<Long, User> users = new LinkedHashMap<>();
        Map<Long, List<Order>> orders = new LinkedHashMap<>();
        Map<String, List<Payment>> payments = new LinkedHashMap<>();
        for (int i = 0; i < Person.ALL.size(); i++) {
            Person person = Person.ALL.get(i);
            User user = UserRecords.of(FIRST_USER + i, person);
            List<Order> bought = OrderRecords.of(user, person.currency());
            users.put(user.getId(), user);
            orders.put(user.getId(), bought);
            payments.put(user.getBillingId(), PaymentRecords.of(user, bought));
        }
        return new DemoData(users, orders, payments);
    }
}
