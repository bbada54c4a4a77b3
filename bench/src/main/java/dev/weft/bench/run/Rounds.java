package dev.weft.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often and how long is measured. */
record Rounds(int count, long millis, long warmUpMillis, long warmUpPages) {
    /** The same, warmed up by the time alone: for pages that take long, or that others are asked for beside. */
    Rounds withoutWarmUpPages() {
        return new Rounds(count, millis, warmUpMillis, 0);
    }

    /** Every target in turn, A B A B, after each has been warmed up in every scenario. */
    Map<Scenario, Results> measure(List<Target> targets, List<Scenario> scenarios) throws IOException {
        return measureByTurns(List.of(targets), scenarios);
    }

    /**
     * The same with several processes of each target: one round with the first of each, the next with the second, and so on. What
     * the JIT has made of one process is then not all that is known of its target. When all have had their turn the order is
     * reversed, A B B A: the machine may change slowly.
     */
    Map<Scenario, Results> measureByTurns(List<List<Target>> lineups, List<Scenario> scenarios) throws IOException {
        for (List<Target> lineup : lineups) {
            warm(lineup, scenarios);
        }
        Map<Scenario, Results> all = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            Results results = new Results();
            for (int round = 0; round < count; round++) {
                int lineup = round % lineups.size();
                boolean reversed = round / lineups.size() % 2 == 1;
                String title = scenario.name() + ", round " + (round + 1) + ", process " + (lineup + 1);
                measure(title, ordered(lineups.get(lineup), reversed), scenario, results);
            }
            all.put(scenario, results);
        }
        return all;
    }

    private static List<Target> ordered(List<Target> targets, boolean reversed) {
        List<Target> ordered = new ArrayList<>(targets);
        if (reversed) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private void measure(String title, List<Target> targets, Scenario scenario, Results results) throws IOException {
        for (Target target : targets) {
            Figures figures = target.run(scenario, millis);
            results.add(target.label(), figures);
            Progress.say(title + ", " + target.label() + ": " + figures);
        }
    }

    private void warm(List<Target> targets, List<Scenario> scenarios) throws IOException {
        for (Target target : targets) {
            for (Scenario scenario : scenarios) {
                target.warm(scenario, warmUpMillis / scenarios.size(), 0);
                // Where a delay would make it last minutes.
                target.warm(scenario.withoutDelay(), 0, warmUpPages / scenarios.size());
            }
            Progress.say("warm: " + target.label());
        }
        // Not before all are warm: some are of one process.
        for (Target target : targets) {
            for (Scenario scenario : scenarios) {
                target.settle(scenario);
            }
        }
    }
}
