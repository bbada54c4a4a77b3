package dev.weft.bench.grpc;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocal;
import java.util.List;

/** One of something for each loop. */
public final class PerLoop<T> {
    private final List<Entry<T>> entries;
    private final FastThreadLocal<T> here = new FastThreadLocal<>() {
        @Override
        protected T initialValue() {
            return find();
        }
    };

    PerLoop(List<Entry<T>> entries) {
        this.entries = List.copyOf(entries);
    }

    /** That of the loop that the caller is on. */
    public T here() {
        return here.get();
    }

    private T find() {
        return entries.stream()
                .filter(entry -> entry.loop().inEventLoop())
                .findFirst()
                .orElseThrow()
                .value();
    }

    record Entry<T>(EventLoop loop, T value) {}
}
