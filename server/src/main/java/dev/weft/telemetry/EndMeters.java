package dev.weft.telemetry;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/** A meter for each way in which something can end, registered when it first ends so. Thread-safe. */
final class EndMeters<E extends Enum<E>, M> {
    private final AtomicReferenceArray<M> meters;
    private final Function<E, M> registration;

    /** @param registration gives the same meter as often as it is asked for the same end */
    EndMeters(Class<E> ends, Function<E, M> registration) {
        this.meters = new AtomicReferenceArray<>(ends.getEnumConstants().length);
        this.registration = registration;
    }

    M get(E end) {
        M known = meters.get(end.ordinal());
        return known != null ? known : register(end);
    }

    private M register(E end) {
        M meter = registration.apply(end);
        meters.set(end.ordinal(), meter);
        return meter;
    }
}
