package dev.weft.downstream;

import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Makes a call from a test's thread and waits for what comes of it. */
public final class Calls {
    /** What came of a call, and the thread on which that was said. */
    public record Made(CallResult result, Thread thread) {
        public CallResult.Failure failure() {
            return (CallResult.Failure) result;
        }

        public byte[] answer() {
            return ((CallResult.Answer) result).message();
        }
    }

    private Calls() {}

    public static Made make(UnaryCall call, Loop loop, byte[] request, Headers headers, long millis) throws Exception {
        CompletableFuture<Made> made = new CompletableFuture<>();
        loop.execute(() -> call.start(
                new CallContext(loop, loop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), headers),
                request,
                result -> {
                    if (!made.complete(new Made(result, Thread.currentThread()))) {
                        throw new IllegalStateException("done was run twice");
                    }
                }));
        return made.get(10, TimeUnit.SECONDS);
    }

    /** The same call, with no more time than that. */
    public static UnaryCall timed(UnaryCall call, Duration timeout) {
        return new TimeoutCall(call, timeout);
    }

    public static Made make(UnaryCall call, Loop loop) throws Exception {
        return make(call, loop, new byte[] {1}, Headers.NONE, 5000);
    }
}
