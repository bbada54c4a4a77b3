package dev.weft.downstream;

import dev.weft.plan.MethodName;

/** Is told of what happens to calls. Called on any thread, many at once: it must not block. */
public interface CallListener {
    /** It is not told. */
    CallListener NONE = new CallListener() {
        @Override
        public MethodListener method(String downstream, MethodName method) {
            return MethodListener.NONE;
        }

        @Override
        public void unaffordable(String downstream) {}

        @Override
        public void looked(Memory redis) {}
    };

    /** What is told of the calls of one method: asked for when the calls are planned. */
    MethodListener method(String downstream, MethodName method);

    /** A call that failed was not made again, as the downstream's retry budget did not allow it. */
    void unaffordable(String downstream);

    /** What Redis was: HIT, MISS or FAILED. */
    void looked(Memory redis);

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
