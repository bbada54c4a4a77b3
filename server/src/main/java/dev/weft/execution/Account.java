package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.execution.PageResult.Answered;
import dev.weft.wire.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of one execution when it is over: to the client, to who may use the page again, and to the listener. */
final class Account {
    private final ExecutionRunner page;
    private final CallRun[] calls;
    private final Map<String, Code> broken;

    /** @param broken what went wrong beside the calls */
    Account(ExecutionRunner page, CallRun[] calls, Map<String, Code> broken) {
        this.page = page;
        this.calls = calls;
        this.broken = broken;
    }

    /** The calls and fields that are to blame when the page is not complete. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (CallRun call : calls) {
            if (!call.isComplete()) {
                missing.add(call.plan.name());
            }
        }
        missing.addAll(broken.keySet());
        return missing;
    }

    /** For how long the page that goes out now may be used again. */
    Optional<Reuse> reuse(Template.Measured content, long now) {
        long nanos = broken.isEmpty() ? Long.MAX_VALUE : 0;
        for (CallRun call : calls) {
            nanos = Math.min(nanos, call.reusableNanos(now));
        }
        return nanos == 0 || nanos == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Reuse(nanos, page.isShared(), () -> content.write(null)));
    }

    /** What became of it all. */
    PageReport report(String requestId, Code code, PageResult result, long now, long startNanos) {
        List<CallReport> reports = new ArrayList<>(calls.length);
        for (CallRun call : calls) {
            Outcome outcome = call.outcomeOr(Code.CANCELLED, "the page had failed", now);
            reports.add(new CallReport(call.plan.name(), call.plan.target().method(), outcome));
        }
        boolean complete = code == Code.OK
                && result instanceof Answered answered
                && answered.missing().isEmpty();
        return new PageReport(page.plan(), requestId, code, complete, now - startNanos, reports);
    }
}
