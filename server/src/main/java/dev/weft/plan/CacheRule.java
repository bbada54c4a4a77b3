package dev.weft.plan;

import java.time.Duration;

/**
 * How long answers of a call are remembered.
 *
 * @param ttl how long one stands for a call
 * @param staleWhileRevalidate how much longer it may be used while a new one is fetched (RFC 5861)
 * @param staleIfError how much longer it may be used when no new one can be had (RFC 5861)
 * @param shared whether it is for everybody, whatever headers go on
 */
public record CacheRule(Duration ttl, Duration staleWhileRevalidate, Duration staleIfError, boolean shared) {
    /** For how long it can be of use at all. */
    public Duration keep() {
        return ttl.plus(staleIfError.compareTo(staleWhileRevalidate) > 0 ? staleIfError : staleWhileRevalidate);
    }
}
