package dev.weft.bench.run;

import java.util.stream.DoubleStream;

/** What several rounds gave of one figure. */
record Spread(double median, double least, double most) {
    /** @param numbers at least one */
    static Spread of(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
