package dev.weft.loop;

/** The one thread on which everything of a page happens. Its methods may be called from any thread. */
public interface Loop {
    /** Which of the server's loops it is, from 0. */
    int index();

    /** Whether the caller is on it. */
    boolean isCurrent();

    /** Runs a task on it, later. */
    void execute(Runnable task);

    /** Runs a task on it after a delay. */
    Cancellable schedule(Runnable task, long delayNanos);

    /** Its clock, in nanoseconds from an arbitrary origin that all loops share. */
    long nanoTime();
}
