package dev.weft.downstream;

import java.util.Optional;
import java.util.Set;

/**
 * What is configured of remembering answers.
 *
 * @param maxBytes how much of them is kept in this process, keys included
 * @param unkeyedHeaders forwarded headers that say which request it is, and not who asks: they part no answers
 * @param redis the memory that all replicas share; empty for none
 */
public record CacheSettings(long maxBytes, Set<String> unkeyedHeaders, Optional<RedisSettings> redis) {
    public CacheSettings {
        unkeyedHeaders = Set.copyOf(unkeyedHeaders);
    }
}
