package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CachedAnswer.Use;
import dev.weft.downstream.CallListener.Memory;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.loop.Cancellable;
import dev.weft.loop.Loop;
import dev.weft.plan.CacheRule;
import dev.weft.wire.Piece;
import dev.weft.wire.ReadFields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory what was asked before, and makes one call for all who ask the same at once. Only around methods without side
 * effects.
 */
final class CachedCall implements UnaryCall {
    /**
     * The failures that are the downstream's own word on what was asked: what it said before does not hold any more. All others say
     * that something is wrong with it or with the way there: what it said before may be used instead.
     */
    private static final Set<Code> DEFINITE = Set.of(
            Code.INVALID_ARGUMENT,
            Code.NOT_FOUND,
            Code.ALREADY_EXISTS,
            Code.PERMISSION_DENIED,
            Code.UNAUTHENTICATED,
            Code.FAILED_PRECONDITION,
            Code.OUT_OF_RANGE);

    /** How long before the end of a call's time what is stale is taken: then it is there when the page goes out. */
    private static final long STALE_BEFORE_NANOS = Duration.ofMillis(1).toNanos();

    private final UnaryCall inner;
    private final AnswerCheck check;
    private final AnswerCache cache;
    private final CacheKeys keys;
    private final Remembering remembering;
    private final CacheRule rule;
    private final long patienceNanos;
    private final Consumer<Memory> listener;
    private final DoubleSupplier lifetimes;

    /**
     * @param check reads what comes from memory; what comes from {@code inner} is read by it already
     * @param patience how long a call that is made for many may take
     * @param listener is told what memory was for each call
     * @param lifetimes for each answer the part of its time to live that it has
     */
    CachedCall(
            UnaryCall inner,
            AnswerCheck check,
            AnswerCache cache,
            CacheKeys keys,
            Remembering remembering,
            Duration patience,
            Consumer<Memory> listener,
            DoubleSupplier lifetimes) {
        this.inner = inner;
        this.check = check;
        this.cache = cache;
        this.keys = keys;
        this.remembering = remembering;
        this.rule = remembering.rule();
        this.patienceNanos = patience.toNanos();
        this.listener = listener;
        this.lifetimes = lifetimes;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        CacheKey key = keys.of(context.headers(), request);
        if (context.fresh()) {
            return bypass(key, context, request, done);
        }
        long now = context.loop().nanoTime();
        CachedAnswer found = cache.find(key);
        Use use = found == null ? Use.NONE : found.use(rule, now);
        if (found != null && (use == Use.FRESH || use == Use.WHILE_REVALIDATING)) {
            CallResult read = read(found, use != Use.FRESH, now);
            if (read instanceof Answer) {
                if (use == Use.WHILE_REVALIDATING) {
                    fetch(key, context, request, null);
                }
                listener.accept(use == Use.FRESH ? Memory.HIT : Memory.STALE);
                done.accept(read);
                return () -> {};
            }
            // Another page's reads were content with less of it.
            cache.forget(key);
        }
        return await(key, context, request, done);
    }

    /** Not with others either: what is under way may have begun before this client knew that it wants something newer. */
    private Cancellable bypass(CacheKey key, CallContext context, byte[] request, Consumer<CallResult> done) {
        listener.accept(Memory.BYPASSED);
        return inner.start(context.with(keys.sent(context.headers())), request, result -> {
            done.accept(remember(key, result, context.loop().nanoTime()));
        });
    }

    private CallResult read(CachedAnswer found, boolean stale, long now) {
        Answer answer = remembered(found, stale, now);
        List<Piece> known = found.readBy(check);
        return known == null ? check.of(answer) : answer.with(known);
    }

    private Answer remembered(CachedAnswer found, boolean stale, long now) {
        long left = stale ? 0 : Math.max(0, found.freshNanos(rule, now));
        return Answer.remembered(found.message(), new Remembered(found.ageNanos(now), stale), left);
    }

    private Cancellable await(CacheKey key, CallContext context, byte[] request, Consumer<CallResult> done) {
        Waiter waiter = new Waiter(key, context, done);
        waiter.startClock();
        fetch(key, context, request, waiter);
        return waiter;
    }

    /** Takes the waiter, if there is one, aboard the call that is under way, or aboard a new one. */
    private void fetch(CacheKey key, CallContext context, byte[] request, @Nullable Waiter waiter) {
        Flight.Passenger first = waiter == null ? new Nobody(context.loop()) : waiter;
        while (true) {
            Flight mine = new Flight(context.loop(), check, first, flight -> cache.ended(key, rule, flight));
            Flight flight = cache.underWay(key, rule, mine);
            if (flight == mine) {
                aboard(waiter, mine, Memory.MISS);
                Fetch fetch = new Fetch(mine, key, context, request, waiter == null);
                landingAnyway(mine, () -> takeOff(fetch));
                return;
            }
            if (waiter == null || flight.board(waiter)) {
                aboard(waiter, flight, Memory.JOINED);
                return;
            }
            // It has just landed: what it brought is in memory, or it failed and the next is made.
        }
    }

    private void aboard(@Nullable Waiter waiter, Flight flight, Memory memory) {
        if (waiter != null) {
            listener.accept(memory);
            waiter.flight = flight;
        }
    }

    /** A flight with what it is for. */
    private record Fetch(Flight flight, CacheKey key, CallContext context, byte[] request, boolean refreshing) {}

    private void takeOff(Fetch fetch) {
        CachedAnswer landed = cache.find(fetch.key());
        // Another flight ended between the look into memory and this one's beginning.
        if (landed != null
                && landed.use(rule, fetch.flight().loop().nanoTime()) == Use.FRESH
                && land(fetch, landed, false)) {
            return;
        }
        cache.findShared(
                fetch.key(),
                fetch.flight().loop(),
                found -> landingAnyway(fetch.flight(), () -> {
                    if (!fetch.flight().isOver() && !isAnswered(fetch, found)) {
                        call(fetch);
                    }
                }));
    }

    /** Whatever goes wrong in that step, nobody waits for a flight that will never land. */
    private static void landingAnyway(Flight flight, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            flight.land(new Failure(Code.INTERNAL, "the call could not be made"));
            throw e;
        }
    }

    /** Whether what is known by now is enough. */
    private boolean isAnswered(Fetch fetch, @Nullable CachedAnswer found) {
        CachedAnswer newest = newest(fetch.key(), found);
        Use use = newest == null
                ? Use.NONE
                : newest.use(rule, fetch.flight().loop().nanoTime());
        if (newest == null || use == Use.IF_ERROR || use == Use.NONE) {
            return false;
        }
        boolean stale = use == Use.WHILE_REVALIDATING;
        if ((stale && fetch.refreshing()) || !land(fetch, newest, stale)) {
            return false;
        }
        if (stale) {
            fetch(fetch.key(), fetch.context(), fetch.request(), null);
        }
        return true;
    }

    /**
     * What another replica knew, which is then known here too; unless what is known here is newer: it could not be told to the others, or came
     * while they were asked.
     */
    private @Nullable CachedAnswer newest(CacheKey key, @Nullable CachedAnswer found) {
        CachedAnswer known = cache.find(key);
        if (found == null || (known != null && known.storedNanos() - found.storedNanos() >= 0)) {
            return known;
        }
        if (!(read(found, false, found.storedNanos()) instanceof Answer answer)) {
            return known;
        }
        CachedAnswer read = found.keep(remembering.keep()).with(check, answer.pieces());
        cache.keepHere(key, read);
        return read;
    }

    /** False when it is not all that is wanted: another page's reads were content with less. */
    private boolean land(Fetch fetch, CachedAnswer found, boolean stale) {
        CallResult result = read(found, stale, fetch.flight().loop().nanoTime());
        if (result instanceof Answer) {
            fetch.flight().land(result);
        }
        return result instanceof Answer;
    }

    private void call(Fetch fetch) {
        Flight flight = fetch.flight();
        CallContext own = new CallContext(
                flight.loop(),
                flight.loop().nanoTime() + patienceNanos,
                keys.sent(fetch.context().headers()));
        flight.takenOff(inner.start(
                own, fetch.request(), result -> landingAnyway(flight, () -> landed(flight, fetch.key(), result))));
    }

    private void landed(Flight flight, CacheKey key, CallResult result) {
        flight.land(remember(key, result, flight.loop().nanoTime()));
    }

    /** Keeps what came, when it is worth it; it then says for how long it stands. */
    private CallResult remember(CacheKey key, CallResult result, long now) {
        if (result instanceof Answer answer && !answer.partial()) {
            return kept(answer) instanceof Answer kept ? remember(key, answer, kept, now) : answer;
        }
        if (result instanceof Failure failure && DEFINITE.contains(failure.code())) {
            cache.forget(key);
        }
        return result;
    }

    private Answer remember(CacheKey key, Answer answer, Answer kept, long now) {
        CachedAnswer cached = new CachedAnswer(kept.message(), now, lifetimes.getAsDouble(), remembering.keep())
                .with(check, kept.pieces());
        cache.keep(key, cached);
        return answer.freshFor(cached.freshNanos(rule, now));
    }

    /** With the fields alone that are remembered; a failure when they are damaged, as another page would find. */
    private CallResult kept(Answer answer) {
        Optional<ReadFields> fields = remembering.fields();
        return fields.isPresent() ? check.copied(answer, fields.get()) : answer;
    }

    /** Aboard of what is fetched for later: nobody waits, but the call is not to end for that. */
    private record Nobody(Loop loop) implements Flight.Passenger {
        @Override
        public void landed(CallResult result) {}
    }

    /** One call of one page, waiting for a flight. Confined to the page's loop. */
    private final class Waiter implements Flight.Passenger, Cancellable {
        private final CacheKey key;
        private final CallContext context;
        private final long timeNanos;
        private @Nullable Cancellable clock;
        private @Nullable Flight flight;

        /** Null when it is over: the flight may go on for long, and is not to keep the page in memory. */
        private @Nullable Consumer<CallResult> done;

        Waiter(CacheKey key, CallContext context, Consumer<CallResult> done) {
            this.key = key;
            this.context = context;
            this.done = done;
            this.timeNanos = context.deadlineNanos() - context.loop().nanoTime();
        }

        void startClock() {
            clock = rule.staleIfError().isZero()
                    ? context.atDeadline(this::timeIsUp)
                    : context.loop().schedule(this::timeIsUp, Math.max(0, timeNanos - STALE_BEFORE_NANOS));
        }

        /** The others still wait, and the answer is for those who come later. */
        private void timeIsUp() {
            finish(orStale(new Failure(Code.DEADLINE_EXCEEDED, Trouble.noAnswerWithin(timeNanos))));
        }

        @Override
        public Loop loop() {
            return context.loop();
        }

        @Override
        public void landed(CallResult result) {
            finish(result instanceof Answer answer ? readAlready(answer) : orStale((Failure) result));
        }

        /** What was fetched for the same call of the same page is read already, whoever it was fetched for. */
        private CallResult readAlready(Answer answer) {
            return flight != null && flight.reader() == check ? answer : check.of(answer);
        }

        private CallResult orStale(Failure failure) {
            if (done == null) {
                return failure;
            }
            long now = context.loop().nanoTime();
            CachedAnswer found = DEFINITE.contains(failure.code()) ? null : cache.find(key);
            if (found == null || !found.usableIfError(rule, now) || !(read(found, true, now) instanceof Answer stale)) {
                return failure;
            }
            listener.accept(Memory.STALE_IF_ERROR);
            return stale;
        }

        private void finish(CallResult result) {
            Consumer<CallResult> receiver = end();
            if (receiver != null) {
                receiver.accept(result);
            }
        }

        @Override
        public void cancel() {
            if (end() != null && flight != null) {
                flight.leave(this);
            }
        }

        /** Who is to be told how it ended; null when it had ended before. */
        private @Nullable Consumer<CallResult> end() {
            Consumer<CallResult> receiver = done;
            done = null;
            if (receiver != null && clock != null) {
                clock.cancel();
            }
            return receiver;
        }
    }
}
