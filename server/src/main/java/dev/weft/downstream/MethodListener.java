package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallListener.Memory;

/** Is told of what happens to the calls of one method of one downstream. Called on any thread, many at once: it must not block. */
public interface MethodListener {
    /** It is not told. */
    MethodListener NONE = new MethodListener() {
        @Override
        public void attempted(Attempt attempt) {}

        @Override
        public void looked(Memory memory) {}
    };

    /** An attempt has ended, other than by being given up. */
    void attempted(Attempt attempt);

    /** What memory was for a call. */
    void looked(Memory memory);

    /**
     * One attempt of one call.
     *
     * @param number which attempt, from 1
     * @param refused whether it never left Weft
     * @param code how it ended
     */
    record Attempt(int number, boolean refused, Code code, long tookNanos) {}
}
