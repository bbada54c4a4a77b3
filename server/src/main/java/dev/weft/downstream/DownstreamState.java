package dev.weft.downstream;

import java.util.Optional;
import java.util.OptionalDouble;

/** How one downstream does at this moment. Safe for use by many threads. */
public interface DownstreamState {
    /** What pages and the log call it. */
    String name();

    /** How many calls are under way. */
    int underWay();

    /** The state of its circuit breaker; empty when it has none. */
    Optional<Breaker> breaker();

    /** What is left of its retry budget, in tokens; empty when nothing is tried again. */
    OptionalDouble retryTokens();

    /** Its addresses; empty when there can be one only, of which nothing is known. */
    Optional<Addresses> addresses();

    /** What a circuit breaker does. */
    enum Breaker {
        /** Lets calls go. */
        CLOSED,
        /** Lets none go. */
        OPEN,
        /** Lets some go, to see. */
        HALF_OPEN
    }
}
