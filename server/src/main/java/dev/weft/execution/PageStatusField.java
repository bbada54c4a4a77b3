package dev.weft.execution;

import com.google.protobuf.CodedOutputStream;
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
import dev.weft.wire.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what became of a page's calls into its answer. */
final class PageStatusField {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private PageStatusField() {}

    /**
     * The field, with the outcomes of calls that have all ended.
     *
     * @param broken what went wrong beside the calls
     */
    static Piece encode(StatusField field, CallRun[] calls, Map<String, Code> broken) {
        PageStatus.Builder status = PageStatus.newBuilder().setComplete(broken.isEmpty());
        broken.forEach((name, code) ->
                status.addFields(FieldStatus.newBuilder().setName(name).setCode(code)));
        for (CallRun call : calls) {
            status.addCalls(callStatus(call));
            if (!call.isComplete()) {
                status.setComplete(false);
            }
        }
        return encode(field, status.build());
    }

    private static Piece encode(StatusField field, PageStatus status) {
        if (field.part().isEmpty()) {
            return Piece.encoded(field(field.field(), status));
        }
        return (Piece) field.part().get().read(status.toByteArray());
    }

    private static byte[] field(int number, PageStatus status) {
        byte[] field = new byte[CodedOutputStream.computeMessageSize(number, status)];
        try {
            CodedOutputStream.newInstance(field).writeMessage(number, status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return field;
    }

    private static CallStatus callStatus(CallRun call) {
        CallStatus.Builder status = CallStatus.newBuilder().setName(call.plan.name());
        if (call.isCounted()) {
            status.setItems(call.items()).setFailedItems(call.failedItems());
        }
        Outcome outcome = call.outcome();
        if (outcome instanceof Fallback fallback) {
            describe(fallback.instead(), status);
            return status.setOutcome(dev.weft.v1.Outcome.OUTCOME_FALLBACK).build();
        }
        describe(outcome, status);
        return status.build();
    }

    private static void describe(@Nullable Outcome outcome, CallStatus.Builder status) {
        if (outcome instanceof Fresh fresh) {
            status.setOutcome(dev.weft.v1.Outcome.OUTCOME_FRESH).setTook(duration(fresh.tookNanos()));
        } else if (outcome instanceof Cached cached) {
            status.setOutcome(dev.weft.v1.Outcome.OUTCOME_CACHED)
                    .setAge(duration(cached.ageNanos()))
                    .setTook(duration(cached.tookNanos()));
        } else if (outcome instanceof Stale stale) {
            status.setOutcome(dev.weft.v1.Outcome.OUTCOME_STALE)
                    .setAge(duration(stale.ageNanos()))
                    .setTook(duration(stale.tookNanos()));
        } else if (outcome instanceof Failed failed) {
            status.setOutcome(dev.weft.v1.Outcome.OUTCOME_FAILED)
                    .setCode(failed.code())
                    .setTook(duration(failed.tookNanos()));
        } else if (outcome instanceof Skipped) {
            status.setOutcome(dev.weft.v1.Outcome.OUTCOME_SKIPPED);
        } else if (outcome instanceof NotNeeded) {
            status.setOutcome(dev.weft.v1.Outcome.OUTCOME_NOT_NEEDED);
        }
    }

    private static Duration duration(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / NANOS_PER_SECOND)
                .setNanos((int) (nanos % NANOS_PER_SECOND))
                .build();
    }
}
