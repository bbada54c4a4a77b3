package dev.weft.execution;

import com.google.rpc.Code;

/** What became of a call. */
public sealed interface Outcome {
    /** Whether the page lacks what it should have brought. */
    default boolean lacksAnswer() {
        return this instanceof Failed || this instanceof Skipped;
    }

    /** Whether the page is whole as far as the call goes. */
    default boolean isComplete() {
        return this instanceof Fresh || this instanceof Cached || this instanceof NotNeeded;
    }

    /** The worse of two, as far as the page is concerned; the first of equals. */
    static Outcome worse(Outcome one, Outcome other) {
        return other.severity() > one.severity() ? other : one;
    }

    private int severity() {
        if (this instanceof Failed) {
            return 6;
        }
        if (this instanceof Skipped) {
            return 5;
        }
        if (this instanceof Fallback) {
            return 4;
        }
        if (this instanceof Stale) {
            return 3;
        }
        if (this instanceof Cached) {
            return 2;
        }
        return this instanceof Fresh ? 1 : 0;
    }

    /** The same, after another time. */
    default Outcome within(long tookNanos) {
        if (this instanceof Failed failed) {
            return new Failed(failed.code(), failed.cause(), tookNanos);
        }
        if (this instanceof Fallback fallback) {
            return new Fallback(fallback.instead().within(tookNanos));
        }
        if (this instanceof Stale stale) {
            return new Stale(stale.ageNanos(), tookNanos);
        }
        if (this instanceof Cached cached) {
            return new Cached(cached.ageNanos(), tookNanos);
        }
        return this instanceof Fresh ? new Fresh(tookNanos) : this;
    }

    /** It answered. */
    record Fresh(long tookNanos) implements Outcome {}

    /** An answer of before stands for it. */
    record Cached(long ageNanos, long tookNanos) implements Outcome {}

    /** An answer of before, older than it should be, had to do. */
    record Stale(long ageNanos, long tookNanos) implements Outcome {}

    /**
     * It failed, or had not answered when the page had to go out.
     *
     * @param cause what happened, in Weft's own words
     */
    record Failed(Code code, String cause, long tookNanos) implements Outcome {}

    /**
     * It brought no answer, and its fallback stands in.
     *
     * @param instead what became of it: failed or skipped
     */
    record Fallback(Outcome instead) implements Outcome {}

    /** It was not made, because the page says that it is not needed. */
    record NotNeeded() implements Outcome {}

    /**
     * It was not made.
     *
     * @param cause which value it lacked
     */
    record Skipped(String cause) implements Outcome {}
}
