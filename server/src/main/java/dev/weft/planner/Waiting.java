package dev.weft.planner;

import dev.weft.diagnostics.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which calls wait for which: no call for itself, and no required call for an optional one. */
final class Waiting {
    private final List<BoundCall> calls;
    private final Findings findings;
    private final List<Integer> under = new ArrayList<>();
    private final boolean[] done;

    Waiting(List<BoundCall> calls, Findings findings) {
        this.calls = calls;
        this.findings = findings;
        this.done = new boolean[calls.size()];
    }

    /** The calls that {@code call} waits for, each with the first bind that reads it. */
    static Map<Integer, Filled> of(BoundCall call) {
        Map<Integer, Filled> reads = new TreeMap<>();
        Reads.ofCalls(call.request(), field -> reads.putIfAbsent(Reads.call(field), field));
        return reads;
    }

    void check() {
        for (int i = 0; i < calls.size(); i++) {
            rejectCycle(i);
            rejectOptional(calls.get(i));
        }
    }

    private void rejectCycle(int call) {
        if (done[call]) {
            return;
        }
        under.add(call);
        of(calls.get(call)).forEach((read, bind) -> {
            int start = under.indexOf(read);
            if (start < 0) {
                rejectCycle(read);
            } else {
                findings.error(bind.spot(), cycle(start));
            }
        });
        under.remove(under.size() - 1);
        done[call] = true;
    }

    private String cycle(int start) {
        String names =
                under.subList(start, under.size()).stream().map(this::name).collect(Collectors.joining(" -> "));
        return "calls wait for each other: " + names + " -> " + name(under.get(start))
                + " (expected: calls that can be started one after the other)";
    }

    private String name(int call) {
        return calls.get(call).call().name();
    }

    /** With orValue it can do without. */
    private void rejectOptional(BoundCall call) {
        if (!call.call().declaration().getRequired()) {
            return;
        }
        Reads.ofCalls(call.request(), field -> {
            DeclaredCall read = calls.get(Reads.call(field)).call();
            boolean canDoWithout = field.value() instanceof Value.Read value
                    && value.otherwise().isPresent();
            if (!read.declaration().getRequired()
                    && !canDoWithout
                    && read.index() != call.call().index()) {
                findings.error(
                        field.spot(),
                        call.call().name() + " is required and reads " + read.name() + ", which is not (expected: "
                                + read.name() + " required too, or .orValue)");
            }
        });
    }
}
