package dev.weft.execution;

import dev.weft.plan.RpcPlan;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long pages may take.
 *
 * @param timeout of a page that does not say so itself
 * @param margin how long before its deadline a page is answered
 */
public record PageTimes(Duration timeout, AnswerMargin margin) {
    /** When a page that starts now has to be answered, on the loop's clock. */
    long answerAt(RpcPlan plan, PageRequest request, long now) {
        long deadline = deadline(plan, request, now);
        return deadline - margin.of(Math.max(0, deadline - now));
    }

    /**
     * When a stream that begins now must have ended, on the loop's clock: empty when neither the client nor the page says so. Without a
     * margin: there is no answer that would come too late.
     */
    OptionalLong streamEndsAt(RpcPlan plan, OptionalLong clientDeadlineNanos, long now) {
        if (plan.timeout().isEmpty()) {
            return clientDeadlineNanos;
        }
        long own = now + plan.timeout().get().toNanos();
        return OptionalLong.of(earlier(own, clientDeadlineNanos.orElse(own)));
    }

    /** Until when a page that started then may work out what its calls have brought: half of the margin is left for it to go out. */
    long workOutUntil(RpcPlan plan, PageRequest request, long start) {
        return deadline(plan, request, start) - (deadline(plan, request, start) - answerAt(plan, request, start)) / 2;
    }

    private long deadline(RpcPlan plan, PageRequest request, long start) {
        long own = start + plan.timeout().orElse(timeout).toNanos();
        return earlier(own, request.clientDeadlineNanos().orElse(own));
    }

    /** The earlier of two instants of a clock that may overflow. */
    static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
