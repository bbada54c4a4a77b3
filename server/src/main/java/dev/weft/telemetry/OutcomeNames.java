package dev.weft.telemetry;

import dev.weft.execution.Outcome;
import java.util.Locale;

/** What outcomes are called in the log and in metrics: as in a PageStatus, without the prefix. */
final class OutcomeNames {
    private OutcomeNames() {}

    static String of(Outcome outcome) {
        return outcome.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }
}
