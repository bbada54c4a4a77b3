package dev.weft.bench.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often and how long is measured. */
record Rounds(int count, long millis, long warmUpMillis, long warmUpPages) {
    /** Every target in turn, A B A B, after each has been warmed up in every scenario. */
    Map<Scenario, Results> measure(List<Target> targets, List<Scenario> scenarios) throws IOException {
        for (Target target : targets) {
            warm(target, scenarios);
            Progress.say("warm: " + target.label());
        }
        Map<Scenario, Results> all = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            Results results = new Results();
            for (int round = 1; round <= count; round++) {
                for (Target target : targets) {
                    Figures figures = target.run(scenario, millis);
                    results.add(target.label(), figures);
                    Progress.say(scenario.name() + ", round " + round + ", " + target.label() + ": " + figures);
                }
            }
            all.put(scenario, results);
        }
        return all;
    }

    /** The same time in each scenario; the pages where they come fast. */
    private void warm(Target target, List<Scenario> scenarios) throws IOException {
        long fast = Math.max(scenarios.stream().filter(Scenario::isFast).count(), 1);
        for (Scenario scenario : scenarios) {
            target.warm(scenario, warmUpMillis / scenarios.size(), scenario.isFast() ? warmUpPages / fast : 0);
        }
    }
}
