package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Options;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import dev.weft.v1.PageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Checks a page that is answered from calls: resolves every name, fits every type, orders the calls. */
final class PageResolver {
    private final Schema schema;
    private final Methods methods;
    private final Targets targets;
    private final Findings findings;

    PageResolver(Schema schema, Methods methods, Targets targets, Findings findings) {
        this.schema = schema;
        this.methods = methods;
        this.targets = targets;
        this.findings = findings;
    }

    Optional<Supplier<RpcPlan>> resolve(MethodDescriptor rpc, Page page) {
        Spot spot = Spot.page(rpc);
        Optional<Duration> timeout =
                Timeouts.read(page.getTimeout(), spot.in("timeout", Page.TIMEOUT_FIELD_NUMBER), findings);
        List<DeclaredCall> calls = new Calls(schema, methods, targets, findings).read(rpc, page, timeout);
        Set<Integer> used = new HashSet<>();
        Scope scope = Scope.of(rpc, calls, used);
        Fitting fitting = new Fitting(findings);

        List<BoundCall> bound = bind(calls, fitting, scope);
        Optional<FieldDescriptor> status = status(rpc.getOutputType(), page);
        List<Filled> answer = answer(rpc, page, status, fitting, scope);

        new Waiting(bound, findings).check();
        Endless.check(fitting.projecting().all(), findings);
        warnOfUnused(calls, used);
        ResolvedPage resolved = new ResolvedPage(rpc, timeout, bound, answer, status);
        return Optional.of(() -> new Lowering(targets).lower(resolved));
    }

    private List<BoundCall> bind(List<DeclaredCall> calls, Fitting fitting, Scope scope) {
        Binding binding = new Binding(fitting, findings);
        List<BoundCall> bound = new ArrayList<>();
        for (DeclaredCall call : calls) {
            List<Filled> request = call.method()
                    .map(method -> binding.bind(call, method.getInputType(), scope))
                    .orElse(List.of());
            bound.add(new BoundCall(call, request));
        }
        return bound;
    }

    private List<Filled> answer(
            MethodDescriptor rpc, Page page, Optional<FieldDescriptor> status, Fitting fitting, Scope scope) {
        Descriptor type = rpc.getOutputType();
        Spot spot = Spot.page(rpc);
        Assignments fills = Assignments.read(
                page.getFillList(),
                type,
                index -> spot.in("fill", Page.FILL_FIELD_NUMBER, index),
                Assignments.Alone.REJECTED,
                spot,
                findings);
        List<FieldDescriptor> fields = new ArrayList<>(type.getFields());
        status.ifPresent(fields::remove);
        return new Composing(fitting, findings).compose(fields, fills, scope, List.of(type));
    }

    /** The field that Weft fills itself; a second one is nothing special, and lacks what fills it. */
    private static Optional<FieldDescriptor> status(Descriptor answer, Page page) {
        return answer.getFields().stream()
                .filter(Types::isSingularMessage)
                .filter(field -> field.getMessageType()
                        .getFullName()
                        .equals(PageStatus.getDescriptor().getFullName()))
                .filter(field -> Options.value(field).isEmpty() && !Options.group(field))
                .filter(field -> page.getFillList().stream().noneMatch(fill -> fills(fill, field)))
                .findFirst();
    }

    private static boolean fills(String fill, FieldDescriptor field) {
        int end = fill.indexOf('=');
        String target = (end < 0 ? fill : fill.substring(0, end)).strip();
        return target.equals(field.getName()) || target.startsWith(field.getName() + ".");
    }

    /** A required call that nothing reads is a guard: its failure fails the page. */
    private void warnOfUnused(List<DeclaredCall> calls, Set<Integer> used) {
        for (DeclaredCall call : calls) {
            if (!used.contains(call.index()) && !call.declaration().getRequired()) {
                findings.warning(
                        call.spot().in("name", Call.NAME_FIELD_NUMBER),
                        "nothing uses " + call.name()
                                + " (expected: a value, a bind or a fill that reads it, or required: true)");
            }
        }
    }
}
