package dev.weft.plan;

import dev.weft.wire.ReadFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is remembered of answers: the fields that some page reads. What no page shows does not lie about in memory, least of all in one outside
 * of this process.
 */
public final class RememberedFields {
    /** All that an answer has. */
    public static final RememberedFields ALL = new RememberedFields(Map.of());

    private final Map<MethodName, ReadFields> byMethod;

    private RememberedFields(Map<MethodName, ReadFields> byMethod) {
        this.byMethod = Map.copyOf(byMethod);
    }

    /** Of the answers that these pages remember, what any of them reads. */
    public static RememberedFields of(List<RpcPlan> plans) {
        Map<MethodName, ReadFields> fields = new HashMap<>();
        calls(plans)
                .filter(call -> call.cache().isPresent())
                .collect(Collectors.groupingBy(call -> call.target().method()))
                .forEach((method, calls) -> read(calls).ifPresent(read -> fields.put(method, read)));
        return new RememberedFields(fields);
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

    private static Stream<CallPlan> calls(List<RpcPlan> plans) {
        return plans.stream().flatMap(plan -> {
            if (plan instanceof PagePlan page) {
                return page.calls().stream();
            }
            return plan instanceof StreamedPlan streamed ? streamed.page().calls().stream() : Stream.empty();
        });
    }

    /** What is remembered of that method's answers; empty when that is all. */
    public Optional<ReadFields> of(MethodName method) {
        return Optional.ofNullable(byMethod.get(method));
    }
}
