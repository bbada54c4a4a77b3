package dev.weft.plan;

import dev.weft.wire.ReadFields;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is remembered of each method's answers, for all pages that are served together: the fields that some page reads, for as long as they are
 * of use to some page. What no page shows does not lie about in memory, least of all in one outside of this process.
 */
public final class RememberedAnswers {
    /** All that an answer has, for as long as the call says that fetched it. */
    public static final RememberedAnswers ALL = new RememberedAnswers(Map.of(), Map.of());

    private final Map<MethodName, ReadFields> fields;
    private final Map<MethodName, Duration> times;

    private RememberedAnswers(Map<MethodName, ReadFields> fields, Map<MethodName, Duration> times) {
        this.fields = Map.copyOf(fields);
        this.times = Map.copyOf(times);
    }

    /** Of the answers that these pages remember, what any of them wants. */
    public static RememberedAnswers of(List<RpcPlan> plans) {
        Map<MethodName, ReadFields> fields = new HashMap<>();
        Map<MethodName, Duration> times = new HashMap<>();
        calls(plans)
                .filter(call -> call.cache().isPresent())
                .collect(Collectors.groupingBy(call -> call.target().method()))
                .forEach((method, calls) -> {
                    read(calls).ifPresent(read -> fields.put(method, read));
                    times.put(method, longest(calls));
                });
        return new RememberedAnswers(fields, times);
    }

    /** What is read of the answers of one method. */
    private static Optional<ReadFields> read(List<CallPlan> calls) {
        return ReadFields.of(
                calls.get(0).target().descriptor().getOutputType(),
                calls.stream()
                        .flatMap(call -> call.responseReads().stream())
                        .map(Read::projection)
                        .toList());
    }

    private static Duration longest(List<CallPlan> calls) {
        return Collections.max(calls.stream()
                .flatMap(call -> call.cache().stream())
                .map(CacheRule::keep)
                .toList());
    }

    private static Stream<CallPlan> calls(List<RpcPlan> plans) {
        return plans.stream().flatMap(plan -> {
            if (plan instanceof PagePlan page) {
                return page.calls().stream();
            }
            return plan instanceof StreamedPlan streamed ? streamed.page().calls().stream() : Stream.empty();
        });
    }

    /** What is remembered of that method's answers; empty when that is all. */
    public Optional<ReadFields> fields(MethodName method) {
        return Optional.ofNullable(fields.get(method));
    }

    /** For how long an answer of that method is kept which was fetched by a call with that rule: another's may be longer. */
    public Duration keep(MethodName method, CacheRule rule) {
        return times.getOrDefault(method, rule.keep());
    }
}
