package dev.weft.bench.run;

/** What one round of one contestant gave. Times in microseconds. */
record Figures(
        long pages,
        double wrongShare,
        double cpuMicrosPerPage,
        double pagesPerSecond,
        double p50,
        double p99,
        double p999,
        double allocatedPerPage,
        double residentMegabytes,
        double callsPerPage) {
    /** On a machine that others use too, one page in so many may be late, and so lack something. */
    private static final double TOLERATED = 0.01;

    /** @param answer of the load's process */
    static Figures of(String answer, Meter.Reading before, Meter.Reading after, long resident, long calls) {
        Said said = Said.parse(answer);
        double pages = said.get("pages");
        return new Figures(
                (long) pages,
                (said.get("failed") + said.get("wrong")) / pages,
                after.cpuNanosSince(before) / 1e3 / pages,
                pages / said.get("seconds"),
                said.get("p50"),
                said.get("p99"),
                said.get("p999"),
                (after.allocatedBytes() - before.allocatedBytes()) / pages,
                resident / 1048576.0,
                calls / pages);
    }

    /** Whether the pages were what they had to be. */
    boolean areRight() {
        return pages > 0 && wrongShare <= TOLERATED;
    }
}
