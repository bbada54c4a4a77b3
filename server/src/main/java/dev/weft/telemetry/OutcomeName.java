package dev.weft.telemetry;

import dev.weft.execution.Outcome;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;

/** What an outcome is called in the log and in metrics: as in a PageStatus, without the prefix. */
enum OutcomeName {
    FRESH,
    CACHED,
    STALE,
    FAILED,
    SKIPPED,
    NOT_NEEDED,
    FALLBACK;

    static OutcomeName of(Outcome outcome) {
        if (outcome instanceof Fresh) {
            return FRESH;
        } else if (outcome instanceof Cached) {
            return CACHED;
        } else if (outcome instanceof Stale) {
            return STALE;
        } else if (outcome instanceof Failed) {
            return FAILED;
        } else if (outcome instanceof Skipped) {
            return SKIPPED;
        }
        return outcome instanceof NotNeeded ? NOT_NEEDED : FALLBACK;
    }
}
