package dev.weft.execution;

import com.google.protobuf.Duration;
import com.google.rpc.Code;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fallback;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.plan.StatusField;
import dev.weft.v1.CallStatus;
import dev.weft.v1.FieldStatus;
import dev.weft.v1.PageStatus;
import dev.weft.wire.BackwardWriter;
import dev.weft.wire.Piece;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what became of a page's calls into its answer: with every page, so without the objects that protobuf would make of it. */
final class PageStatusField {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final BackwardWriter out = new BackwardWriter();

    private PageStatusField() {}

    /**
     * The field, with the outcomes of calls that have all ended.
     *
     * @param broken what went wrong beside the calls
     */
    static Piece encode(StatusField field, CallRun[] calls, Map<String, Code> broken) {
        PageStatusField status = new PageStatusField();
        status.fields(broken);
        boolean complete = status.calls(calls) && broken.isEmpty();
        status.set(PageStatus.COMPLETE_FIELD_NUMBER, complete ? 1 : 0);
        return status.in(field);
    }

    private Piece in(StatusField field) {
        if (field.part().isPresent()) {
            return (Piece) field.part().get().read(out.toByteArray());
        }
        out.message(field.field(), 0);
        return Piece.encoded(out.toByteArray());
    }

    private void fields(Map<String, Code> broken) {
        List<Map.Entry<String, Code>> backwards = new ArrayList<>(broken.entrySet());
        Collections.reverse(backwards);
        for (Map.Entry<String, Code> field : backwards) {
            int before = out.size();
            set(FieldStatus.CODE_FIELD_NUMBER, field.getValue().getNumber());
            out.string(FieldStatus.NAME_FIELD_NUMBER, field.getKey());
            out.message(PageStatus.FIELDS_FIELD_NUMBER, before);
        }
    }

    /** Whether all are complete. */
    private boolean calls(CallRun[] calls) {
        boolean complete = true;
        for (int i = calls.length - 1; i >= 0; i--) {
            int before = out.size();
            call(calls[i]);
            out.message(PageStatus.CALLS_FIELD_NUMBER, before);
            complete &= calls[i].isComplete();
        }
        return complete;
    }

    private void call(CallRun call) {
        if (call.isCounted()) {
            out.varint(CallStatus.FAILED_ITEMS_FIELD_NUMBER, call.failedItems());
            out.varint(CallStatus.ITEMS_FIELD_NUMBER, call.items());
        }
        Outcome outcome = call.outcome();
        how(outcome instanceof Fallback fallback ? fallback.instead() : outcome);
        set(CallStatus.OUTCOME_FIELD_NUMBER, number(outcome));
        out.string(CallStatus.NAME_FIELD_NUMBER, call.plan.name());
    }

    private void how(@Nullable Outcome outcome) {
        if (outcome instanceof Fresh fresh) {
            time(CallStatus.TOOK_FIELD_NUMBER, fresh.tookNanos());
        } else if (outcome instanceof Cached cached) {
            remembered(cached.ageNanos(), cached.tookNanos());
        } else if (outcome instanceof Stale stale) {
            remembered(stale.ageNanos(), stale.tookNanos());
        } else if (outcome instanceof Failed failed) {
            time(CallStatus.TOOK_FIELD_NUMBER, failed.tookNanos());
            set(CallStatus.CODE_FIELD_NUMBER, failed.code().getNumber());
        }
    }

    private void remembered(long ageNanos, long tookNanos) {
        time(CallStatus.TOOK_FIELD_NUMBER, tookNanos);
        time(CallStatus.AGE_FIELD_NUMBER, ageNanos);
    }

    private static int number(@Nullable Outcome outcome) {
        if (outcome instanceof Fresh) {
            return dev.weft.v1.Outcome.OUTCOME_FRESH_VALUE;
        } else if (outcome instanceof Cached) {
            return dev.weft.v1.Outcome.OUTCOME_CACHED_VALUE;
        } else if (outcome instanceof Stale) {
            return dev.weft.v1.Outcome.OUTCOME_STALE_VALUE;
        } else if (outcome instanceof Failed) {
            return dev.weft.v1.Outcome.OUTCOME_FAILED_VALUE;
        } else if (outcome instanceof Skipped) {
            return dev.weft.v1.Outcome.OUTCOME_SKIPPED_VALUE;
        } else if (outcome instanceof NotNeeded) {
            return dev.weft.v1.Outcome.OUTCOME_NOT_NEEDED_VALUE;
        }
        return outcome instanceof Fallback ? dev.weft.v1.Outcome.OUTCOME_FALLBACK_VALUE : 0;
    }

    private void time(int field, long nanos) {
        int before = out.size();
        set(Duration.NANOS_FIELD_NUMBER, nanos % NANOS_PER_SECOND);
        set(Duration.SECONDS_FIELD_NUMBER, nanos / NANOS_PER_SECOND);
        out.message(field, before);
    }

    /** A field without presence: zero is not written. */
    private void set(int field, long value) {
        if (value != 0) {
            out.varint(field, value);
        }
    }
}
