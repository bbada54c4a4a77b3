package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.planner.BoundCall.After;
import dev.weft.planner.Computations.Purpose;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a call says beside its method and its binds: whether it is made, after which others, and what stands in for it. */
final class CallOptions {
    private final List<DeclaredCall> calls;
    private final Fitting fitting;
    private final Findings findings;

    CallOptions(List<DeclaredCall> calls, Fitting fitting, Findings findings) {
        this.calls = calls;
        this.fitting = fitting;
        this.findings = findings;
    }

    /** The condition, a bool. */
    Optional<Filled> condition(DeclaredCall call, Scope scope) {
        String text = call.declaration().getOnlyIf();
        Spot spot = call.spot().in("only_if", Call.ONLY_IF_FIELD_NUMBER);
        return text.isEmpty()
                ? Optional.empty()
                : fitting.parse(Wrapped.bool("only_if"), text, scope.to(Purpose.CALL), spot);
    }

    /** The fallback, of the response's type. */
    Optional<Filled> fallback(DeclaredCall call, Scope scope) {
        String text = call.declaration().getFallback();
        Spot spot = call.spot().in("fallback", Call.FALLBACK_FIELD_NUMBER);
        return call.method()
                .filter(method -> !text.isEmpty())
                .map(MethodDescriptor::getOutputType)
                .flatMap(type -> fitting.parse(
                        Wrapped.message("fallback", type), text, scope.to(Purpose.fallback(call.index())), spot));
    }

    /** The calls that it comes after. */
    List<After> after(DeclaredCall call) {
        List<After> all = new ArrayList<>();
        for (int i = 0; i < call.declaration().getAfterCount(); i++) {
            Spot spot = call.spot().in("after", Call.AFTER_FIELD_NUMBER, i);
            find(call.declaration().getAfter(i), spot).ifPresent(it -> all.add(new After(it, spot)));
        }
        return all;
    }

    private Optional<DeclaredCall> find(String name, Spot spot) {
        Optional<DeclaredCall> found =
                calls.stream().filter(call -> call.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            List<String> names = calls.stream().map(DeclaredCall::name).toList();
            findings.error(spot, "there is no call \"" + name + "\" " + Suggestion.expected(name, names));
        }
        return found;
    }
}
