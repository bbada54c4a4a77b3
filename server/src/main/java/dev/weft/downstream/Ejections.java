package dev.weft.downstream;

import dev.weft.downstream.DownstreamSettings.OutlierDetection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides which addresses are left alone because their calls fail: gRFC A50, failure percentage, as gRPC's own balancer does. */
final class Ejections {
    private final OutlierDetection settings;

    Ejections(OutlierDetection settings) {
        this.settings = settings;
    }

    /** What is known of one address. Calls are counted from any thread; the rest is its {@link Ejections}'. */
    static final class Tally {
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private int volume;
        private int failurePercent;
        private boolean ejected;
        private long sinceNanos;
        private int multiplier;

        void answered() {
            answered.incrementAndGet();
        }

        void failed() {
            failed.incrementAndGet();
        }

        /** Whether the address is left alone. */
        boolean isEjected() {
            return ejected;
        }

        private void take() {
            int failures = failed.getAndSet(0);
            volume = failures + answered.getAndSet(0);
            failurePercent = volume == 0 ? 0 : (int) (100L * failures / volume);
        }
    }

    /** Looks at every address at the end of an interval. Not to be called by two threads at once. */
    void look(Collection<Tally> tallies, long nowNanos) {
        tallies.forEach(Tally::take);
        List<Tally> busy = tallies.stream()
                .filter(tally -> tally.volume >= settings.requestVolume())
                .toList();
        if (busy.size() >= settings.minimumHosts()) {
            busy.forEach(tally -> judge(tally, tallies, nowNanos));
        }
        tallies.forEach(tally -> release(tally, nowNanos));
    }

    private void judge(Tally tally, Collection<Tally> all, long nowNanos) {
        long ejected = all.stream().filter(Tally::isEjected).count();
        // One always may be, unless it is none.
        boolean full = ejected == 0
                ? settings.maxEjectionPercent() == 0
                : ejected * 100 >= (long) settings.maxEjectionPercent() * all.size();
        if (!full && !tally.ejected && tally.failurePercent > settings.threshold()) {
            tally.ejected = true;
            tally.sinceNanos = nowNanos;
            tally.multiplier++;
        }
    }

    private void release(Tally tally, long nowNanos) {
        if (tally.ejected) {
            tally.ejected = nowNanos - tally.sinceNanos < time(tally.multiplier).toNanos();
        } else if (tally.multiplier > 0) {
            tally.multiplier--;
        }
    }

    private Duration time(int multiplier) {
        Duration time = settings.baseEjectionTime().multipliedBy(multiplier);
        return time.compareTo(settings.maxEjectionTime()) < 0 ? time : settings.maxEjectionTime();
    }
}
