package dev.weft.execution;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** How far the nodes of one execution have come: which have ended and how, and which wait for others. */
final class Progress {
    private final ExecutionRunner page;
    private final @Nullable Ending[] endings;
    private final int[] waiting;
    private final IntConsumer start;
    private int unfinished;

    /** @param start starts a node */
    Progress(ExecutionRunner page, IntConsumer start) {
        this.page = page;
        this.start = start;
        this.unfinished = page.plan().nodes();
        this.endings = new Ending[unfinished];
        this.waiting = new int[unfinished];
    }

    /** By node, how it ended; null when it has not. Not a copy. */
    @Nullable
    Ending[] endings() {
        return endings;
    }

    boolean hasEnded(int node) {
        return endings[node] != null;
    }

    boolean allHaveEnded() {
        return unfinished == 0;
    }

    /** Whether the node has started and not ended. */
    boolean isUnderWay(int node) {
        return endings[node] == null && waiting[node] == 0;
    }

    /** Starts every node that waits for none. */
    void begin() {
        for (int node = 0; node < waiting.length; node++) {
            waiting[node] = page.plan().waitsFor(node).size();
        }
        for (int node = 0; node < waiting.length; node++) {
            if (page.plan().waitsFor(node).isEmpty()) {
                start.accept(node);
            }
        }
    }

    /** Notes that the node has ended, and starts those that waited for it last. */
    void end(int node, Ending ending) {
        leaveOut(node, ending);
        for (int dependent : page.dependents(node)) {
            if (--waiting[dependent] == 0) {
                start.accept(dependent);
            }
        }
    }

    /** Notes that the node has ended, and that nothing starts for it. */
    void leaveOut(int node, Ending ending) {
        endings[node] = ending;
        unfinished--;
    }
}
