package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Options;
import dev.weft.schema.Spot;
import dev.weft.v1.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks an rpc that answers the page of another as a stream. */
final class SameAsResolver {
    private final Map<MethodDescriptor, ResolvedPage> pages;
    private final Targets targets;
    private final Lowering lowering;
    private final Findings findings;

    /** @param pages those that are right */
    SameAsResolver(Map<MethodDescriptor, ResolvedPage> pages, Targets targets, Lowering lowering, Findings findings) {
        this.pages = pages;
        this.targets = targets;
        this.lowering = lowering;
        this.findings = findings;
    }

    Optional<Supplier<RpcPlan>> resolve(MethodDescriptor rpc, Page page) {
        Spot spot = Spot.page(rpc).in("same_as", Page.SAME_AS_FIELD_NUMBER);
        Optional<Duration> timeout =
                Timeouts.read(page.getTimeout(), Spot.page(rpc).in("timeout", Page.TIMEOUT_FIELD_NUMBER), findings);
        checkAlone(page, spot);
        if (rpc.isClientStreaming() || !rpc.isServerStreaming()) {
            findings.error(
                    spot,
                    rpc.getName() + " is " + Streaming.words(rpc)
                            + " (expected: a server-streaming rpc: one request, and the answer in parts)");
        }
        Optional<ResolvedPage> original = find(rpc, page.getSameAs(), spot);
        original.ifPresent(it -> check(rpc, it, spot));
        return original.map(it -> () -> lowering.stream(it.as(rpc, timeout.or(it::timeout)), Methods.name(it.rpc())));
    }

    private void checkAlone(Page page, Spot spot) {
        List<String> beside = Streaming.beside(page);
        if (!beside.isEmpty()) {
            findings.error(
                    spot, "same_as stands beside " + beside.get(0) + " (expected: same_as alone, or with timeout)");
        }
    }

    private Optional<ResolvedPage> find(MethodDescriptor rpc, String name, Spot spot) {
        MethodDescriptor found = rpc.getService().findMethodByName(name);
        if (found == null) {
            findings.error(
                    spot,
                    rpc.getService().getName() + " has no rpc \"" + name + "\" "
                            + Suggestion.expected(name, pagesBeside(rpc)));
            return Optional.empty();
        }
        if (!isPage(found)) {
            findings.error(
                    spot,
                    name + " is no page that is answered from calls " + Suggestion.expected(name, pagesBeside(rpc)));
            return Optional.empty();
        }
        checkType("request", rpc.getInputType(), found.getInputType(), found, spot);
        checkType("response", rpc.getOutputType(), found.getOutputType(), found, spot);
        return Optional.ofNullable(pages.get(found));
    }

    private static List<String> pagesBeside(MethodDescriptor rpc) {
        return rpc.getService().getMethods().stream()
                .filter(SameAsResolver::isPage)
                .map(MethodDescriptor::getName)
                .toList();
    }

    private static boolean isPage(MethodDescriptor rpc) {
        return Streaming.isUnary(rpc)
                && Options.page(rpc)
                        .filter(page ->
                                page.getForward().isEmpty() && page.getSameAs().isEmpty())
                        .isPresent();
    }

    private void checkType(String which, Descriptor here, Descriptor there, MethodDescriptor page, Spot spot) {
        if (!here.getFullName().equals(there.getFullName())) {
            findings.error(
                    spot,
                    "the " + which + " of " + page.getName() + " is " + there.getFullName() + " (expected: "
                            + here.getFullName() + ", as here)");
        }
    }

    /** The page promises what it promises; the stream may promise more. */
    private void check(MethodDescriptor rpc, ResolvedPage original, Spot spot) {
        for (BoundCall call : original.calls()) {
            call.call().method().ifPresent(method -> targets.checkSafety(rpc, method, spot));
        }
    }
}
