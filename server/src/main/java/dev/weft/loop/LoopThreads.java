package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;

/** Makes the threads of loops: daemons, for both Nettys such as keep at hand what they use again. */
final class LoopThreads extends DefaultThreadFactory {
    LoopThreads() {
        super("weft-loop", true);
    }

    @Override
    protected Thread newThread(Runnable run, String name) {
        return super.newThread(() -> FastThreadLocalThread.runWithFastThreadLocal(run), name);
    }
}
