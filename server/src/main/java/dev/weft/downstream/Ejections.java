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
    static final class Record {
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
    void look(Collection<Record> records, long nowNanos) {
        records.forEach(Record::take);
        List<Record> busy = records.stream()
                .filter(record -> record.volume >= settings.requestVolume())
                .toList();
        if (busy.size() >= settings.minimumHosts()) {
            busy.forEach(record -> judge(record, records, nowNanos));
        }
        records.forEach(record -> release(record, nowNanos));
    }

    private void judge(Record record, Collection<Record> all, long nowNanos) {
        long ejected = all.stream().filter(Record::isEjected).count();
        boolean full = ejected * 100 >= (long) settings.maxEjectionPercent() * all.size() && ejected > 0
                || settings.maxEjectionPercent() == 0;
        if (!full && !record.ejected && record.failurePercent > settings.threshold()) {
            record.ejected = true;
            record.sinceNanos = nowNanos;
            record.multiplier++;
        }
    }

    private void release(Record record, long nowNanos) {
        if (record.ejected) {
            record.ejected =
                    nowNanos - record.sinceNanos < time(record.multiplier).toNanos();
        } else if (record.multiplier > 0) {
            record.multiplier--;
        }
    }

    private Duration time(int multiplier) {
        Duration time = settings.baseEjectionTime().multipliedBy(multiplier);
        return time.compareTo(settings.maxEjectionTime()) < 0 ? time : settings.maxEjectionTime();
    }
}
