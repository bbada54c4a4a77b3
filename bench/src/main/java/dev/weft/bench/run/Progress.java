package dev.weft.bench.run;

/** Says on standard error how far the run has come. */
final class Progress {
    private Progress() {}

    static void say(String line) {
        System.err.println(line);
    }
}
