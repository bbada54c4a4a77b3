package dev.weft.downstream;

import dev.weft.loop.Cancellable;
import dev.weft.loop.Loop;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call that is made for all who want the same at the same time, on whatever loops they are. It belongs to none of them, and has
 * a deadline of its own. Safe for use by many threads.
 *
 * <p>Its set of passengers is guarded by a lock, which is held for the time of an insertion; who finds an answer in memory does not
 * come here.
 */
final class Flight {
    private final Loop loop;
    private final AnswerCheck reader;
    private final Consumer<Flight> ended;

    /** Null when it is over. */
    private @Nullable Set<Passenger> passengers;

    /** The call; of the flight's loop. */
    private @Nullable Cancellable call;

    private boolean cancelled;

    /**
     * @param loop where the call is made
     * @param reader has read the answer that it will bring
     * @param first who is aboard from the beginning
     * @param ended is told that nobody can come aboard any more
     */
    Flight(Loop loop, AnswerCheck reader, Passenger first, Consumer<Flight> ended) {
        this.loop = loop;
        this.reader = reader;
        this.ended = ended;
        // Most have the one.
        this.passengers = Collections.newSetFromMap(new IdentityHashMap<>(1));
        passengers.add(first);
    }

    Loop loop() {
        return loop;
    }

    /** Who has read the answer that it will bring. */
    AnswerCheck reader() {
        return reader;
    }

    /** Whether nobody waits for it any more. */
    synchronized boolean isOver() {
        return passengers == null;
    }

    /** Takes one more aboard; false when it is over. */
    synchronized boolean board(Passenger passenger) {
        return passengers != null && passengers.add(passenger);
    }

    /** One does not wait any more, and the others do: when there are none, and it is for nobody's later use, the call ends. */
    void leave(Passenger passenger) {
        if (isLast(passenger)) {
            ended.accept(this);
            loop.execute(this::cancel);
        }
    }

    private synchronized boolean isLast(Passenger passenger) {
        if (passengers == null || !passengers.remove(passenger) || !passengers.isEmpty()) {
            return false;
        }
        passengers = null;
        return true;
    }

    /** The call was made. On the flight's loop. */
    void takenOff(Cancellable started) {
        call = started;
        if (cancelled) {
            started.cancel();
        }
    }

    private void cancel() {
        cancelled = true;
        if (call != null) {
            call.cancel();
        }
    }

    /** The call has ended: tells all, each on its loop. What goes wrong with one of them is thrown when the others have been told. */
    void land(CallResult result) {
        ended.accept(this);
        RuntimeException wrong = null;
        for (Passenger passenger : all()) {
            try {
                tell(passenger, result);
            } catch (RuntimeException e) {
                wrong = e;
            }
        }
        if (wrong != null) {
            throw wrong;
        }
    }

    private static void tell(Passenger passenger, CallResult result) {
        if (passenger.loop().isCurrent()) {
            passenger.landed(result);
        } else {
            passenger.loop().execute(() -> passenger.landed(result));
        }
    }

    private synchronized List<Passenger> all() {
        List<Passenger> all = passengers == null ? List.of() : List.copyOf(passengers);
        passengers = null;
        return all;
    }

    /** Who waits for it. */
    interface Passenger {
        /** Where it is told. */
        Loop loop();

        /** What came of the call. */
        void landed(CallResult result);
    }
}
