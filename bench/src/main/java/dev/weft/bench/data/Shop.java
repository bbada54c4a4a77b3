package dev.weft.bench.data;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.type.Money;
import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.order.v1.Order;
import dev.weft.bench.order.v1.OrderStatus;
import dev.weft.bench.order.v1.Shipment;
import dev.weft.bench.payment.v1.ListPaymentsResponse;
import dev.weft.bench.payment.v1.Payment;
import dev.weft.bench.payment.v1.PaymentMethod;
import dev.weft.bench.payment.v1.PaymentState;
import dev.weft.bench.user.v1.Address;
import dev.weft.bench.user.v1.GetUserResponse;
import dev.weft.bench.user.v1.LoyaltyTier;
import dev.weft.bench.user.v1.User;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;

/** What the services know of one user: always the same for the same id. */
public record Shop(GetUserResponse user, ListOrdersResponse orders, ListPaymentsResponse payments) {
    /** How many orders and payments a user has. */
    public static final int ITEMS = 20;

    private static final long FIRST_USER = 1;
    private static final int USERS = 32;
    private static final long NEWEST_ORDER = 1_768_469_400;
    private static final List<String> NAMES = List.of(
            "John Doe", "Zoë Müller", "Aiko Tanaka", "Priya Raman", "Łukasz Nowak", "Ana García", "Li Wei", "Omar");
    private static final List<String> CITIES =
            List.of("San Francisco", "Zürich", "Osaka", "Chennai", "Kraków", "Sevilla", "Hangzhou", "Amman");
    private static final List<String> GOODS =
            List.of("Laptop", "Headphones", "Standing desk", "Café crème cups", "Smartphone", "Desk lamp", "Backpack");
    private static final List<String> NOTES =
            List.of("", "address checked by phone", "manual review passed", "second chargeback this year, watch");

    /** The users that there are. */
    public static long[] users() {
        return LongStream.range(FIRST_USER, FIRST_USER + USERS).toArray();
    }

    /** What is known of one user. */
    public static Shop of(long id) {
        return of(id, ITEMS);
    }

    /** What is known of a user with that many orders and payments. */
    public static Shop of(long id, int items) {
        Random random = new Random(id);
        ListOrdersResponse.Builder orders = ListOrdersResponse.newBuilder().setNextPageToken("after-" + items);
        ListPaymentsResponse.Builder payments = ListPaymentsResponse.newBuilder();
        for (int i = 0; i < items; i++) {
            Order order = order(id, i, random);
            orders.addOrders(order);
            payments.addPayments(payment(order, random));
        }
        return new Shop(
                GetUserResponse.newBuilder().setUser(user(id, random)).build(), orders.build(), payments.build());
    }

    /** The account on which a user's payments are booked. */
    public static String account(long user) {
        return "acct-" + Long.toString(user * 7_919_317L, Character.MAX_RADIX);
    }

    private static User user(long id, Random random) {
        int who = (int) (id % NAMES.size());
        return User.newBuilder()
                .setId(id)
                .setDisplayName(NAMES.get(who))
                .setEmail("user." + id + "@example.com")
                .setBillingId(account(id))
                .setTaxId(String.format(Locale.ROOT, "%03d-%02d-%04d", 123, 45, random.nextInt(10_000)))
                .setPasswordHash(ByteString.copyFromUtf8(
                        "$2b$12$" + Long.toHexString(random.nextLong()).repeat(3)))
                .setLoyaltyTier(LoyaltyTier.forNumber(1 + (int) (id % 3)))
                .setCreateTime(time(NEWEST_ORDER - 200_000_000L + random.nextInt(100_000_000)))
                .setAddress(Address.newBuilder()
                        .setStreet((1 + random.nextInt(99)) + " Market Street")
                        .setCity(CITIES.get(who))
                        .setPostalCode("94103")
                        .setCountryCode("US"))
                .addLanguages("en-US")
                .addLanguages("de")
                .build();
    }

    private static Order order(long user, int age, Random random) {
        int items = 1 + random.nextInt(4);
        String title = GOODS.get(random.nextInt(GOODS.size()));
        Order.Builder order = Order.newBuilder()
                .setId(String.format(Locale.ROOT, "ORD-%d-%04d", user, 9999 - age))
                .setUserId(user)
                .setTitle(items == 1 ? title : title + " and " + (items - 1) + " more")
                .setItemCount(items)
                .setTotal(money(500 + random.nextInt(200_000)))
                .setStatus(OrderStatus.forNumber(Math.min(1 + age, 4)))
                .setCreateTime(time(NEWEST_ORDER - 950_400L * age - random.nextInt(360_000)))
                .setFraudScore((1 + random.nextInt(98)) / 100.0)
                .setInternalNote(NOTES.get(random.nextInt(NOTES.size())));
        if (age > 1) {
            order.setShipment(Shipment.newBuilder()
                    .setCarrier("DHL")
                    .setTrackingNumber(String.format(Locale.ROOT, "%012d", random.nextInt(Integer.MAX_VALUE)))
                    .setEstimatedArrivalTime(time(NEWEST_ORDER - 950_400L * age + 259_200)));
        }
        return order.build();
    }

    private static Payment payment(Order order, Random random) {
        Payment.Builder payment = Payment.newBuilder()
                .setId(order.getId().replace("ORD", "PAY"))
                .setAccountId(account(order.getUserId()))
                .setOrderId(order.getId())
                .setAmount(order.getTotal())
                .setMethod(PaymentMethod.PAYMENT_METHOD_TRANSFER)
                .setState(PaymentState.PAYMENT_STATE_CAPTURED)
                .setCreateTime(time(order.getCreateTime().getSeconds() + 120));
        if (random.nextInt(4) > 0) {
            payment.setMethod(PaymentMethod.PAYMENT_METHOD_CARD)
                    .setCardLastFour(String.format(Locale.ROOT, "%04d", random.nextInt(10_000)))
                    .setCardToken("card_" + Long.toHexString(random.nextLong()))
                    .setAcquirerFee(money(1 + random.nextInt(4000)));
        }
        return payment.build();
    }

    private static Money money(long hundredths) {
        return Money.newBuilder()
                .setCurrencyCode("USD")
                .setUnits(hundredths / 100)
                .setNanos((int) (hundredths % 100) * 10_000_000)
                .build();
    }

    private static Timestamp time(long seconds) {
        return Timestamp.newBuilder().setSeconds(seconds).build();
    }
}
