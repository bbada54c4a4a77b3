package dev.weft.bench.run;

/** Says on standard error how far the run has come. */
public final class Progress {
    private Progress() {}

    public static void say(String line) {
        System.err.println(line);
    }
}
