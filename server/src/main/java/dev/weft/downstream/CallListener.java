package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.plan.MethodName;

/** Is told of what happens to calls. Called on any thread, many at once: it must not block. */
public interface CallListener {
    /** It is not told. */
    CallListener NONE = new CallListener() {
        @Override
        public void attempted(Attempt attempt) {}

        @Override
        public void unaffordable(String downstream) {}

        @Override
        public void looked(String downstream, MethodName method, Memory memory) {}

        @Override
        public void looked(Memory redis) {}
    };

    /** An attempt has ended, other than by being given up. */
    void attempted(Attempt attempt);

    /** A call that failed was not made again, as the downstream's retry budget did not allow it. */
    void unaffordable(String downstream);

    /** What memory was for a call. */
    void looked(String downstream, MethodName method, Memory memory);

    /** What Redis was: HIT, MISS or FAILED. */
    void looked(Memory redis);

    /**
     * One attempt of one call.
     *
     * @param downstream where
     * @param method what was called
     * @param number which attempt, from 1
     * @param refused whether it never left Weft
     * @param code how it ended
     */
    record Attempt(String downstream, MethodName method, int number, boolean refused, Code code, long tookNanos) {}

    /** What was found in memory. */
    enum Memory {
        /** What stands for the call. */
        HIT,
        /** What does while another is fetched. */
        STALE,
        /** What does as nothing better can be had. */
        STALE_IF_ERROR,
        /** Nothing, but the same call is under way already. */
        JOINED,
        /** Nothing. */
        MISS,
        /** It was not asked: the client wanted what is fresh. */
        BYPASSED,
        /** It could not be asked. */
        FAILED
    }
}
