package dev.weft.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** A loop whose clock stands still until a test moves it. */
public final class FakeLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    // Near the end of the clock, so that code which compares instants the wrong way is found out.
    private long now = Long.MAX_VALUE - Duration.ofMillis(500).toNanos();

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        Timer timer = new Timer(now + delayNanos, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    public int pendingTimers() {
        return timers.size();
    }

    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        run();
        while (true) {
            Timer next = timers.stream()
                    .filter(timer -> timer.at - end <= 0)
                    .min(Comparator.comparingLong(timer -> timer.at - end))
                    .orElse(null);
            if (next == null) {
                break;
            }
            timers.remove(next);
            now = next.at;
            next.task.run();
            run();
        }
        now = end;
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private record Timer(long at, Runnable task) {}
}
