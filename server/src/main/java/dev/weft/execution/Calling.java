package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.loop.DeadlineTimer;
import dev.weft.plan.CallPlan;
import dev.weft.wire.Piece;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the downstream calls of one execution. Equal ones are made once: of a method without side effects, with the same bytes, on the
 * same terms. Confined to the execution's loop.
 */
final class Calling {
    private final ExecutionRunner page;
    private final PageRequest request;
    private final DeadlineTimer deadline;
    private Map<Key, Shared> made = Map.of();

    /** What makes calls equal: the group says the method, where it runs, and on which terms it is called. */
    private record Key(int group, ByteBuffer message) {}

    Calling(ExecutionRunner page, PageRequest request, DeadlineTimer deadline) {
        this.page = page;
        this.request = request;
        this.deadline = deadline;
    }

    /** Makes the call, or takes part in one that was made. {@code done} may be run before this method returns. */
    Cancellable make(CallPlan call, CallContext context, byte[] message, Consumer<CallResult> done) {
        int group = page.group(call);
        if (group < 0) {
            return page.call(call).start(context, message, done);
        }
        if (made.isEmpty()) {
            made = new HashMap<>();
        }
        Key key = new Key(group, ByteBuffer.wrap(message));
        Waiter waiter = new Waiter(call, done);
        Shared there = made.get(key);
        if (there != null) {
            return there.join(waiter);
        }
        Shared first = new Shared(key, waiter);
        made.put(key, first);
        first.running = page.call(call).start(context, message, first::landed);
        return () -> first.leave(waiter);
    }

    /** On whose behalf a call that starts now is made, and until when. */
    CallContext context(CallPlan call) {
        return context(call, request, deadline);
    }

    /** On whose behalf a call that starts now is made, and until when. */
    static CallContext context(CallPlan call, PageRequest request, DeadlineTimer pages) {
        long now = request.loop().nanoTime();
        long pagesNanos = pages.deadlineNanos();
        long deadlineNanos = call.timeout()
                .map(timeout -> PageTimes.earlier(pagesNanos, now + timeout.toNanos()))
                .orElse(pagesNanos);
        DeadlineTimer timer = deadlineNanos == pagesNanos ? pages : null;
        return new CallContext(request.loop(), now, deadlineNanos, timer, request.headers(), request.fresh(), 1);
    }

    /** Who wants the answer. */
    private record Waiter(CallPlan call, Consumer<CallResult> done) {}

    /** One call for all who want the same. */
    private final class Shared {
        private final Key key;
        private final CallPlan maker;
        private final List<Waiter> waiting = new ArrayList<>();
        private @Nullable Cancellable running;
        private @Nullable CallResult result;

        Shared(Key key, Waiter first) {
            this.key = key;
            this.maker = first.call();
            waiting.add(first);
        }

        Cancellable join(Waiter waiter) {
            if (result != null) {
                waiter.done().accept(read(result, waiter));
                return () -> {};
            }
            waiting.add(waiter);
            return () -> leave(waiter);
        }

        void landed(CallResult what) {
            result = what;
            List<Waiter> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(waiter -> waiter.done().accept(read(what, waiter)));
        }

        void leave(Waiter waiter) {
            if (waiting.remove(waiter) && waiting.isEmpty() && running != null) {
                made.remove(key);
                running.cancel();
            }
        }

        /** The answer comes with what the call that was made reads of it; another reads something else. */
        private CallResult read(CallResult what, Waiter waiter) {
            if (!(what instanceof Answer answer) || waiter.call().index() == maker.index()) {
                return what;
            }
            List<Piece> pieces = Pieces.read(waiter.call().responseReads(), answer.message());
            return pieces == null
                    ? new Failure(Code.INTERNAL, "malformed response")
                    : new Answer(answer.message(), pieces, answer.partial(), answer.remembered(), answer.freshNanos());
        }
    }
}
