package dev.weft.bench.grpc;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** One of something for each loop. */
public final class PerLoop<T> {
    private final List<Entry<T>> entries;
    private final FastThreadLocal<Entry<T>> entry = new FastThreadLocal<>() {
        @Override
        protected Entry<T> initialValue() {
            return find();
        }
    };

    PerLoop(List<Entry<T>> entries) {
        this.entries = List.copyOf(entries);
    }

    /** That of the loop that the caller is on. */
    public T here() {
        return entry.get().value();
    }

    /** The loop that the caller is on, for timers. */
    public ScheduledExecutorService timers() {
        return entry.get().loop();
    }

    private Entry<T> find() {
        return entries.stream()
                .filter(candidate -> candidate.loop().inEventLoop())
                .findFirst()
                .orElseThrow();
    }

    record Entry<T>(EventLoop loop, T value) {}
}
