package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.FormulaCompiler;
import dev.weft.plan.StatusField;
import dev.weft.planner.BoundCall.After;
import dev.weft.planner.Computations.Purpose;
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
    private final Supplier<FormulaCompiler> compiler;
    private final Findings findings;

    PageResolver(
            Schema schema, Methods methods, Targets targets, Supplier<FormulaCompiler> compiler, Findings findings) {
        this.schema = schema;
        this.methods = methods;
        this.targets = targets;
        this.compiler = compiler;
        this.findings = findings;
    }

    ResolvedPage resolve(MethodDescriptor rpc, Page page) {
        Spot spot = Spot.page(rpc);
        Optional<Duration> timeout =
                Timeouts.read(page.getTimeout(), spot.in("timeout", Page.TIMEOUT_FIELD_NUMBER), findings);
        Calls reader = new Calls(schema, methods, targets, findings);
        List<DeclaredCall> calls = reader.read(rpc, page, timeout);
        Computations computations = new Computations();
        Formulas formulas = new Formulas(compiler, rpc.getFile().getPackage(), findings);
        Lets lets = new Lets(formulas, computations, findings);
        lets.read(page, spot, reader::checkLet);
        Set<Integer> used = new HashSet<>();
        Lists lists = new Lists();
        Indexes indexes = new Indexes(lists, findings);
        calls.forEach(call -> indexes.read(call, reader::checkIndex));
        Scope scope = Scope.of(rpc, calls, lets, lists, indexes, used);
        Fitting fitting = new Fitting(formulas, computations, findings);
        List<Optional<Filled>> repeated = new Repeating(fitting, lists, findings).resolve(calls, scope);
        List<BoundCall> bound = bind(calls, repeated, fitting, scope, used);
        Optional<FieldDescriptor> status = status(rpc.getOutputType(), page);
        List<Filled> answer = answer(rpc, page, status, fitting, scope);
        lets.check(scope);
        new Waiting(bound, computations, new Nodes(bound, computations), findings).check();
        Endless.check(fitting.projecting().all(), findings);
        MaskedPage.check(rpc, findings);
        warnOfUnused(calls, used);
        return new ResolvedPage(
                rpc,
                timeout,
                bound,
                computations,
                lists,
                indexes,
                lets.texts(),
                answer,
                status.map(field -> new StatusField(field.getNumber())));
    }

    private List<BoundCall> bind(
            List<DeclaredCall> calls, List<Optional<Filled>> lists, Fitting fitting, Scope scope, Set<Integer> used) {
        Binding binding = new Binding(fitting, findings);
        CallOptions options = new CallOptions(calls, fitting, findings);
        List<BoundCall> bound = new ArrayList<>();
        for (DeclaredCall call : calls) {
            Scope here = scope.each(call);
            List<Filled> request = call.method()
                    .map(method -> binding.bind(call, method.getInputType(), here.to(Purpose.CALL)))
                    .orElse(List.of());
            List<After> after = options.after(call);
            after.forEach(it -> used.add(it.call().index()));
            bound.add(new BoundCall(
                    call,
                    lists.get(call.index()),
                    request,
                    options.condition(call, here),
                    after,
                    options.fallback(call, here)));
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
