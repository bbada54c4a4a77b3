package dev.weft.execution;

/** Runs something when so many others have ended, in whichever order, and not before it was started. */
final class Countdown {
    private final Runnable then;
    private int left;

    Countdown(int count, Runnable then) {
        this.left = count + 1;
        this.then = then;
    }

    /** All are under way. */
    void start() {
        oneLess();
    }

    void oneLess() {
        left--;
        if (left == 0) {
            then.run();
        }
    }
}
