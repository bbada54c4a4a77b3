package dev.weft.downstream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a downstream that fails from being asked twice as often for it: a bucket of tokens (gRFC A6, retryThrottling). A failure
 * takes one, an answer brings a part of one back, and nothing is tried again while the bucket is not more than half full.
 *
 * <p>A connection is lost once for many calls: that is no sign that the downstream bears no more of them. What is lost so has a bucket
 * of its own, of as many tokens as calls can be under way, to which each answer brings one back. Safe for use by many threads.
 */
final class RetryBudget {
    /** Tokens are counted in thousandths, as gRPC does. */
    private static final int WHOLE = 1000;

    private final int capacity;
    private final int share;
    private final AtomicInteger level;
    private final int connected;
    private final AtomicInteger losses;

    /**
     * @param maxTokens how many tokens it holds; it begins full
     * @param tokenRatio the part of a token that an answer brings
     * @param connected how many calls can be lost with their connections at once
     */
    RetryBudget(int maxTokens, double tokenRatio, int connected) {
        this.capacity = maxTokens * WHOLE;
        this.share = (int) (tokenRatio * WHOLE);
        this.level = new AtomicInteger(capacity);
        this.connected = connected;
        this.losses = new AtomicInteger(connected);
    }

    /** An attempt was answered. */
    void answered() {
        // Looks first: nearly always both are full, and what one loop writes slows the others down.
        if (level.get() < capacity) {
            level.getAndUpdate(before -> Math.min(capacity, before + share));
        }
        if (losses.get() < connected) {
            losses.getAndUpdate(before -> Math.min(connected, before + 1));
        }
    }

    /** An attempt failed in a way that might be worth another. Whether there may be one. */
    boolean failed() {
        return level.updateAndGet(before -> Math.max(0, before - WHOLE)) > capacity / 2;
    }

    /** An attempt was lost with its connection, or got none. Whether there may be another. */
    boolean lost() {
        return losses.getAndUpdate(before -> Math.max(0, before - 1)) > 0;
    }

    /** How many tokens there are. */
    double tokens() {
        return level.get() / (double) WHOLE;
    }
}
