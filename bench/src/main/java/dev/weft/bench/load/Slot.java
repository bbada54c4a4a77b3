package dev.weft.bench.load;

import org.jspecify.annotations.Nullable;

/** One request at a time, the next as soon as the last is answered. Confined to the load's one loop. */
abstract class Slot {
    private final Round round;
    private int user;
    private long startNanos;

    Slot(Round round) {
        this.round = round;
    }

    /** Asks, until the round is over. */
    final void next() {
        if (round.isOver()) {
            ended();
            round.slotEnded();
            return;
        }
        user = round.nextUser();
        startNanos = System.nanoTime();
        send(user);
    }

    /** @param answer null when there was none */
    final void answered(byte @Nullable [] answer) {
        round.answered(answer, user, System.nanoTime() - startNanos);
        next();
    }

    /** The round is over: what the slot holds is free for another. */
    void ended() {}

    /** Sends the request of the user of that index; {@link #answered} is called once, later. */
    abstract void send(int index);
}
