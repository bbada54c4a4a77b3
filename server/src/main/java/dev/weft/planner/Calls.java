package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Identifiers;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the calls that a page declares: names, methods, timeouts. For one page. */
final class Calls {
    private final Schema schema;
    private final Methods methods;
    private final Targets targets;
    private final Caching caching;
    private final Findings findings;
    private final Map<String, String> names = new HashMap<>();

    Calls(Schema schema, Methods methods, Targets targets, Findings findings) {
        this.schema = schema;
        this.methods = methods;
        this.targets = targets;
        this.caching = new Caching(targets, findings);
        this.findings = findings;
    }

    /** The calls of {@code page}, in their order. What is wrong with them is reported. */
    List<DeclaredCall> read(MethodDescriptor rpc, Page page, Optional<Duration> pageTimeout) {
        List<DeclaredCall> calls = new ArrayList<>();
        for (int i = 0; i < page.getCallCount(); i++) {
            Call declaration = page.getCall(i);
            Spot spot = Spot.page(rpc).in("call", Page.CALL_FIELD_NUMBER, i);
            checkName(declaration.getName(), spot.in("name", Call.NAME_FIELD_NUMBER), "call[" + i + "]", "call");
            Optional<MethodDescriptor> method = method(rpc, declaration, spot);
            Repeating.check(declaration, method, spot, findings);
            calls.add(new DeclaredCall(
                    i,
                    declaration,
                    spot,
                    method,
                    timeout(declaration, spot, pageTimeout),
                    caching.read(declaration, method, spot)));
        }
        return calls;
    }

    private Optional<MethodDescriptor> method(MethodDescriptor rpc, Call call, Spot spot) {
        Spot here = spot.in("method", Call.METHOD_FIELD_NUMBER);
        Optional<MethodDescriptor> method = methods.find(call.getMethod(), here);
        method.ifPresent(it -> {
            targets.checkPlace(it, call.getDownstream(), here, spot.in("downstream", Call.DOWNSTREAM_FIELD_NUMBER));
            targets.checkSafety(rpc, it, here);
        });
        return method;
    }

    private Optional<Duration> timeout(Call call, Spot spot, Optional<Duration> pageTimeout) {
        Spot here = spot.in("timeout", Call.TIMEOUT_FIELD_NUMBER);
        Optional<Duration> timeout = Timeouts.read(call.getTimeout(), here, findings);
        if (timeout.isPresent() && pageTimeout.isPresent() && timeout.get().compareTo(pageTimeout.get()) > 0) {
            findings.warning(
                    here, call.getTimeout() + " is more than the page has (expected: at most the page's timeout)");
        }
        return timeout;
    }

    /** Whether a let can have that name, when the calls have been read; otherwise it is reported. */
    boolean checkLet(String name, Spot spot) {
        return checkName(name, spot, spot.path(), "value");
    }

    /** The same for an index. */
    boolean checkIndex(String name, Spot spot) {
        return checkName(name, spot, spot.path().substring(0, spot.path().lastIndexOf('.')), "index");
    }

    private boolean checkName(String name, Spot spot, String owner, String what) {
        Optional<String> problem = problem(name, owner, what);
        problem.ifPresent(it -> findings.error(spot, it));
        return problem.isEmpty();
    }

    private Optional<String> problem(String name, String owner, String what) {
        String first = names.putIfAbsent(name, owner);
        String quoted = "\"" + name + "\"";
        if (!Identifiers.isIdentifier(name)) {
            return Optional.of(quoted + " is no name for " + (what.startsWith("i") ? "an " : "a ") + what
                    + " (expected: letters, digits and _, not beginning with a digit)");
        }
        if (first != null) {
            return Optional.of(first + " has the name " + quoted + " too (expected: a name of its own)");
        }
        if (Identifiers.isRoot(name)) {
            return Optional.of(quoted + " has a meaning of its own in expressions (expected: another name)");
        }
        return Identifiers.isReserved(name)
                ? Optional.of(quoted + " is reserved in CEL (expected: another name)")
                : packageThatBegins(name)
                        .map(it -> quoted + " is the first part of the package " + it + " (expected: another name)");
    }

    private Optional<String> packageThatBegins(String name) {
        return schema.packages().stream()
                .filter(it -> it.equals(name) || it.startsWith(name + "."))
                .findFirst();
    }
}
