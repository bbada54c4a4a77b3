package dev.weft.downstream;

import dev.weft.plan.CacheRule;
import dev.weft.wire.Piece;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is remembered.
 *
 * @param message the serialized response, checked
 * @param storedNanos when it came, on the loops' clock
 * @param lifetime the part of its time to live that it has, above 0 and at most 1: so that what came together does not go together
 * @param keep for how long it is of use to anybody
 * @param read what one page has read of it, so that the next who asks for that page need not; null when nobody has
 */
record CachedAnswer(
        byte[] message,
        long storedNanos,
        double lifetime,
        Duration keep,
        @Nullable Pieces read) {
    CachedAnswer(byte[] message, long storedNanos, double lifetime, Duration keep) {
        this(message, storedNanos, lifetime, keep, null);
    }

    /**
     * What was read.
     *
     * @param by who read it
     */
    record Pieces(AnswerCheck by, List<Piece> pieces) {}

    /** How much may be done with it. */
    enum Use {
        /** It stands for a call. */
        FRESH,
        /** It may be used while a new one is fetched. */
        WHILE_REVALIDATING,
        /** It may be used when no new one can be had. */
        IF_ERROR,
        /** It is too old. */
        NONE
    }

    /** The same, of use for so long. */
    CachedAnswer keep(Duration time) {
        return new CachedAnswer(message, storedNanos, lifetime, time, read);
    }

    /** The same with what was read of it, if whoever read it will come again. */
    CachedAnswer with(AnswerCheck by, List<Piece> pieces) {
        return by.isLasting() ? new CachedAnswer(message, storedNanos, lifetime, keep, new Pieces(by, pieces)) : this;
    }

    /** The same for whom it is kept long: without the room that was left when it was read. */
    CachedAnswer trimmed() {
        return read == null
                ? this
                : with(read.by(), read.pieces().stream().map(Piece::trimmed).toList());
    }

    /** What was read of it by that check; null when that has not read it. */
    @Nullable
    List<Piece> readBy(AnswerCheck check) {
        return read != null && read.by() == check ? read.pieces() : null;
    }

    /** How many bytes it holds on to. */
    int heldBytes() {
        int pieces = read == null
                ? 0
                : read.pieces().stream()
                        .mapToInt(piece -> piece.heldBytes(message))
                        .sum();
        return message.length + pieces;
    }

    long ageNanos(long now) {
        return Math.max(0, now - storedNanos);
    }

    /** For how much longer it stands for a call; less than 0 when it does not any more. */
    long freshNanos(CacheRule rule, long now) {
        return (long) ((double) rule.ttl().toNanos() * lifetime) - ageNanos(now);
    }

    /** What may be done with it at that time. */
    Use use(CacheRule rule, long now) {
        long left = freshNanos(rule, now);
        if (left > 0) {
            return Use.FRESH;
        }
        if (left + rule.staleWhileRevalidate().toNanos() > 0) {
            return Use.WHILE_REVALIDATING;
        }
        return usableIfError(rule, now) ? Use.IF_ERROR : Use.NONE;
    }

    /** Whether it may be used when no new one can be had. */
    boolean usableIfError(CacheRule rule, long now) {
        return freshNanos(rule, now) + rule.staleIfError().toNanos() > 0;
    }
}
