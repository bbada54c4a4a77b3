package dev.weft.execution;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Duration;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.v1.CallStatus;
import dev.weft.v1.PageStatus;
import dev.weft.wire.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes what became of a page's calls into its answer. */
final class PageStatusField {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private PageStatusField() {}

    /** The field, with the outcomes of calls that have all ended. */
    static Piece encode(int number, CallRun[] calls) {
        PageStatus.Builder status = PageStatus.newBuilder().setComplete(true);
        for (CallRun call : calls) {
            status.addCalls(callStatus(call));
            if (!call.isComplete()) {
                status.setComplete(false);
            }
        }
        return Piece.encoded(field(number, status.build()));
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
        Outcome outcome = call.outcome();
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
        }
        return status.build();
    }

    private static Duration duration(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / NANOS_PER_SECOND)
                .setNanos((int) (nanos % NANOS_PER_SECOND))
                .build();
    }
}
