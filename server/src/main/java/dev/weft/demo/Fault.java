package dev.weft.demo;

import java.time.Duration;

/** How a service behaves. */
public sealed interface Fault {
    /** As it should. */
    record None() implements Fault {}

    /** Every call fails with UNAVAILABLE. */
    record Fail() implements Fault {}

    /** Every answer comes later. */
    record Slow(Duration delay) implements Fault {}

    /** No call is ever answered. */
    record Hang() implements Fault {}
}
