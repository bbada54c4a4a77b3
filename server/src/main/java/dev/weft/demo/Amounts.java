package dev.weft.demo;

import com.google.type.Money;

/** Sums of money in hundredths, and as google.type.Money has them. */
final class Amounts {
    private static final String HOUSE_CURRENCY = "USD";
    private static final int NANOS_PER_HUNDREDTH = 10_000_000;

    private Amounts() {}

    /** In the currency that the house counts in. */
    static Money house(long hundredths) {
        return money(HOUSE_CURRENCY, hundredths);
    }

    static Money money(String currency, long hundredths) {
        return Money.newBuilder()
                .setCurrencyCode(currency)
                .setUnits(hundredths / 100)
                .setNanos((int) (hundredths % 100) * NANOS_PER_HUNDREDTH)
                .build();
    }

    static long hundredths(Money money) {
        return money.getUnits() * 100 + money.getNanos() / NANOS_PER_HUNDREDTH;
    }
}
