package dev.weft.demo;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** The demo's time, which stands still: its data is as of one morning. */
final class Calendar {
    private static final Instant TODAY = Instant.parse("2026-01-15T09:30:00Z");

    private Calendar() {}

    static Timestamp ago(Duration time) {
        return Timestamp.newBuilder()
                .setSeconds(TODAY.minus(time).getEpochSecond())
                .build();
    }

    static Timestamp after(Timestamp start, Duration time) {
        return start.toBuilder()
                .setSeconds(start.getSeconds() + time.toSeconds())
                .build();
    }
}
