package dev.weft.downstream;

import java.time.Duration;

/**
 * What is configured of the memory that all replicas share.
 *
 * @param uri where it is: {@code redis://host:port}, or {@code rediss://…} for TLS
 * @param timeout how long it may take to answer
 * @param keyPrefix what the names of its keys begin with
 */
public record RedisSettings(String uri, Duration timeout, String keyPrefix) {}
