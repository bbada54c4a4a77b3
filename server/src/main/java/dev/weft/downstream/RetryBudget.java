package dev.weft.downstream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a downstream that fails from being asked twice as often for it: a bucket of tokens (gRFC A6, retryThrottling). A failure
 * takes one, an answer brings a part of one back, and nothing is tried again while the bucket is not more than half full. Safe for
 * use by many threads.
 */
final class RetryBudget {
    /** Tokens are counted in thousandths, as gRPC does. */
    private static final int WHOLE = 1000;

    private final int capacity;
    private final int share;
    private final AtomicInteger level;

    /**
     * @param maxTokens how many tokens it holds; it begins full
     * @param tokenRatio the part of a token that an answer brings
     */
    RetryBudget(int maxTokens, double tokenRatio) {
        this.capacity = maxTokens * WHOLE;
        this.share = (int) (tokenRatio * WHOLE);
        this.level = new AtomicInteger(capacity);
    }

    /** An attempt was answered. */
    void answered() {
        level.getAndUpdate(before -> Math.min(capacity, before + share));
    }

    /** An attempt failed in a way that might be worth another. Whether there may be one. */
    boolean failed() {
        return level.updateAndGet(before -> Math.max(0, before - WHOLE)) > capacity / 2;
    }

    /** How many tokens there are. */
    double tokens() {
        return level.get() / (double) WHOLE;
    }
}
