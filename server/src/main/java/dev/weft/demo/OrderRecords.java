package dev.weft.demo;

import com.google.protobuf.Timestamp;
import dev.weft.demo.order.v1.Order;
import dev.weft.demo.order.v1.OrderLine;
import dev.weft.demo.order.v1.OrderStatus;
import dev.weft.demo.order.v1.Shipment;
import dev.weft.demo.user.v1.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the orders of a user: the newest not yet paid, the oldest delivered, one now and then called off. */
final class OrderRecords {
    private static final int FEWEST = 6;
    private static final int SPREAD = 9;
    private static final long SHIPPING = 495;
    private static final List<String> CARRIERS = List.of("DHL", "UPS", "DPD");
    private static final List<String> NOTES = List.of(
            "address checked by phone",
            "second chargeback this year, watch",
            "",
            "manual review passed",
            "",
            "VIP: no fees");

    private OrderRecords() {}

    /** Newest first. */
    static List<Order> of(User user, String currency) {
        Random random = new Random(user.getId() * 31);
        int count = FEWEST + random.nextInt(SPREAD);
        List<Order> orders = new ArrayList<>();
        for (int age = 0; age < count; age++) {
            orders.add(order(user, age, count - age, lines(user, age, currency, random), random));
        }
        return List.copyOf(orders);
    }

    private static Order order(User user, int age, int number, List<OrderLine> lines, Random random) {
        OrderStatus status = status(age);
        Timestamp placed = Calendar.ago(Duration.ofHours(3 + 24L * 11 * age + random.nextInt(100)));
        Order.Builder order = Order.newBuilder()
                .setId("ORD-" + user.getId() + "-" + Digits.of(4, number))
                .setUserId(user.getId())
                .setTitle(title(lines))
                .addAllLines(lines)
                .setTotal(Amounts.money(lines.get(0).getUnitPrice().getCurrencyCode(), total(lines)))
                .setStatus(status)
                .setCreateTime(placed)
                .setFraudScore((1 + random.nextInt(98)) / 100.0)
                .setInternalNote(NOTES.get(random.nextInt(NOTES.size())));
        if (status == OrderStatus.ORDER_STATUS_SHIPPED || status == OrderStatus.ORDER_STATUS_DELIVERED) {
            order.setShipment(shipment(placed, random));
        }
        return order.build();
    }

    private static OrderStatus status(int age) {
        return switch (age) {
            case 0 -> OrderStatus.ORDER_STATUS_PLACED;
            case 1 -> OrderStatus.ORDER_STATUS_PAID;
            case 2 -> OrderStatus.ORDER_STATUS_SHIPPED;
            case 5 -> OrderStatus.ORDER_STATUS_CANCELLED;
            default -> OrderStatus.ORDER_STATUS_DELIVERED;
        };
    }

    /** The two newest are of one thing each, by whose they are: a laptop and headphones for the first user. */
    private static List<OrderLine> lines(User user, int age, String currency, Random random) {
        if (age < 2) {
            int goods = (int) ((user.getId() - DemoData.FIRST_USER + age) % Goods.ALL.size());
            return List.of(line(Goods.ALL.get(goods), 1, currency));
        }
        int first = random.nextInt(Goods.ALL.size());
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            lines.add(line(Goods.ALL.get((first + 5 * i) % Goods.ALL.size()), 1 + random.nextInt(2), currency));
        }
        return lines;
    }

    private static OrderLine line(Goods goods, int quantity, String currency) {
        return OrderLine.newBuilder()
                .setSku(goods.sku())
                .setItem(goods.item())
                .setQuantity(quantity)
                .setUnitPrice(Amounts.money(currency, goods.price()))
                .setUnitCost(Amounts.money(currency, goods.cost()))
                .build();
    }

    private static String title(List<OrderLine> lines) {
        String first = lines.get(0).getItem();
        return lines.size() == 1 ? first : first + " and " + (lines.size() - 1) + " more";
    }

    private static long total(List<OrderLine> lines) {
        return SHIPPING
                + lines.stream()
                        .mapToLong(line -> line.getQuantity() * Amounts.hundredths(line.getUnitPrice()))
                        .sum();
    }

    private static Shipment shipment(Timestamp placed, Random random) {
        return Shipment.newBuilder()
                .setCarrier(CARRIERS.get(random.nextInt(CARRIERS.size())))
                .setTrackingNumber(Digits.of(12, random.nextInt(Integer.MAX_VALUE)))
                .setEstimatedArrivalTime(Calendar.after(placed, Duration.ofDays(2 + random.nextInt(4))))
                .build();
    }
}
