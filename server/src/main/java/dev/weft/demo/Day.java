package dev.weft.demo;

import dev.weft.demo.order.v1.Channel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What happened in the shop on one day; money in hundredths.
 *
 * @param sales by channel
 * @param visits how often somebody came
 * @param visitors how many came
 * @param bounces how many visits ended at once
 * @param refunds how many payments were given back
 * @param refunded how much of it
 * @param tickets those opened, by subject
 * @param solved the same, solved
 */
record Day(
        Map<Channel, Sales> sales,
        long visits,
        long visitors,
        long bounces,
        long refunds,
        long refunded,
        List<Integer> tickets,
        List<Integer> solved) {
    /** What the tickets are about. */
    static final List<String> SUBJECTS = List.of("Delivery", "Returns", "Payment", "Product", "Account");

    private static final int LONGEST = 90;
    private static final int USUAL = 7;
    private static final List<Integer> TICKETS_A_DAY = List.of(14, 9, 4, 6, 2);

    /** Yesterday first: twice as many as anybody can ask for, to compare with. */
    private static final List<Day> ALL =
            IntStream.rangeClosed(1, 2 * LONGEST).mapToObj(Day::ago).toList();

    /** What was sold by one channel. */
    record Sales(long orders, long revenue, long margin) {}

    /** By all channels. */
    long orders() {
        return sales.values().stream().mapToLong(Sales::orders).sum();
    }

    /** By all channels. */
    long revenue() {
        return sales.values().stream().mapToLong(Sales::revenue).sum();
    }

    Sales sales(Channel channel) {
        return sales.getOrDefault(channel, new Sales(0, 0, 0));
    }

    /** The last days. */
    static List<Day> last(int days) {
        return last(days, 0);
    }

    /**
     * Days that end some days ago.
     *
     * @param days how many; as usual when that is not positive
     */
    static List<Day> last(int days, int ago) {
        int from = Math.max(0, Math.min(ago, LONGEST));
        return ALL.subList(from, from + (days <= 0 ? USUAL : Math.min(days, LONGEST)));
    }

    /** A little more is sold every week, and more on a Saturday than on a Tuesday. */
    private static Day ago(int days) {
        Random random = new Random(days);
        double busy = (1 + 0.25 * Math.sin(days * 2 * Math.PI / 7)) * (1 - days / 900.0);
        Map<Channel, Sales> sales = new EnumMap<>(Channel.class);
        sales.put(Channel.CHANNEL_WEB, sales(busy * (150 + random.nextInt(30)), 11_240, random));
        sales.put(Channel.CHANNEL_APP, sales(busy * (90 + random.nextInt(25)), 8_615, random));
        sales.put(Channel.CHANNEL_STORE, sales(busy * (30 + random.nextInt(12)), 14_380, random));
        long visits = Math.round(busy * (8_000 + random.nextInt(1_500)));
        long refunds = random.nextInt(4, 11);
        return new Day(
                sales,
                visits,
                visits * (78 + random.nextInt(6)) / 100,
                visits * (36 + random.nextInt(8)) / 100,
                refunds,
                refunds * random.nextLong(7_400, 10_400),
                TICKETS_A_DAY.stream().map(usual -> usual + random.nextInt(5)).toList(),
                TICKETS_A_DAY.stream().map(usual -> usual + random.nextInt(4)).toList());
    }

    private static Sales sales(double orders, int average, Random random) {
        long count = Math.round(orders);
        long revenue = count * (average - 600 + random.nextInt(1_200));
        return new Sales(count, revenue, revenue * 31 / 100);
    }
}
