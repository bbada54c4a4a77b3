package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Spot;
import dev.weft.v1.Page;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks an rpc that is passed on as it is. */
final class ForwardResolver {
    private final Methods methods;
    private final Targets targets;
    private final Findings findings;

    ForwardResolver(Methods methods, Targets targets, Findings findings) {
        this.methods = methods;
        this.targets = targets;
        this.findings = findings;
    }

    Optional<Supplier<RpcPlan>> resolve(MethodDescriptor rpc, Page page) {
        Spot spot = Spot.page(rpc).in("forward", Page.FORWARD_FIELD_NUMBER);
        Optional<Duration> timeout =
                Timeouts.read(page.getTimeout(), Spot.page(rpc).in("timeout", Page.TIMEOUT_FIELD_NUMBER), findings);
        if (page.getCallCount() > 0 || page.getFillCount() > 0 || page.getLetCount() > 0) {
            findings.error(
                    spot,
                    "forward stands beside "
                            + (page.getCallCount() > 0 ? "call" : page.getFillCount() > 0 ? "fill" : "let")
                            + " (expected: forward alone, or with timeout)");
        }
        Optional<MethodDescriptor> target = methods.findAny(page.getForward(), spot);
        target.ifPresent(method -> check(rpc, method, spot));
        return target.map(method -> () -> plan(rpc, method, timeout));
    }

    private void check(MethodDescriptor rpc, MethodDescriptor target, Spot spot) {
        if (!Streaming.isSame(rpc, target)) {
            findings.error(
                    spot,
                    Methods.name(target) + " is " + Streaming.words(target) + " (expected: " + Streaming.words(rpc)
                            + ", as here)");
        }
        checkType("request", rpc.getInputType(), target.getInputType(), target, spot);
        checkType("response", rpc.getOutputType(), target.getOutputType(), target, spot);
        for (Descriptor type : List.of(rpc.getInputType(), rpc.getOutputType())) {
            Fields.delimitedIn(type).ifPresent(field -> findings.error(spot, Fields.delimited(field)));
        }
        targets.checkOnlyPlace(target, spot);
        targets.checkSafety(rpc, target, spot);
    }

    private void checkType(String which, Descriptor here, Descriptor there, MethodDescriptor target, Spot spot) {
        if (!here.getFullName().equals(there.getFullName())) {
            findings.error(
                    spot,
                    "the " + which + " of " + Methods.name(target) + " is " + there.getFullName() + " (expected: "
                            + here.getFullName() + ", as here)");
        }
    }

    private RpcPlan plan(MethodDescriptor rpc, MethodDescriptor target, Optional<Duration> timeout) {
        return new ForwardPlan(
                Methods.name(rpc),
                rpc,
                timeout,
                targets.target(target, ""),
                Projection.compile(Mapping.identity(rpc.getInputType())),
                Projection.compile(Mapping.identity(rpc.getOutputType())));
    }
}
