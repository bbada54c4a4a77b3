package dev.weft.loop;

/** Loops as they are where the machine has no epoll. */
public final class NioLoops {
    private NioLoops() {}

    public static EventLoops start(int count) {
        return EventLoops.start(count, Polling.NIO);
    }
}
