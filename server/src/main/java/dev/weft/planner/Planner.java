package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.FormulaCompiler;
import dev.weft.plan.MethodName;
import dev.weft.plan.Reach;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Options;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import dev.weft.v1.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles every page of a schema into a plan, or says everything that is wrong with all of them. */
public final class Planner {
    private final Schema schema;
    private final Placement placement;
    private final Limits limits;
    private final Findings findings = new Findings();

    /** Made for the first expression that needs it: it is slow to load. */
    private @Nullable FormulaCompiler compiler;

    private Planner(Schema schema, Placement placement, Limits limits) {
        this.schema = schema;
        this.placement = placement;
        this.limits = limits;
    }

    /** Plans every page of {@code schema}. */
    public static Planning plan(Schema schema, Placement placement, Limits limits) {
        return new Planner(schema, placement, limits).plan();
    }

    /** The same, with the limits of a configuration that says nothing of them. */
    public static Planning plan(Schema schema, Placement placement) {
        return plan(schema, placement, Limits.DEFAULT);
    }

    private FormulaCompiler compiler() {
        FormulaCompiler made = compiler;
        if (made == null) {
            made = new FormulaCompiler(schema.files(), limits.evaluation());
            compiler = made;
        }
        return made;
    }

    private Planning plan() {
        List<Supplier<RpcPlan>> plans = new ArrayList<>();
        Map<MethodDescriptor, ResolvedPage> pages = new HashMap<>();
        List<MethodDescriptor> served = new ArrayList<>();
        PageRoutes routes = new PageRoutes(schema, findings);
        for (MethodDescriptor method : schema.pages()) {
            if (placement.isElsewhere(method.getService().getFullName()) && !passesItselfOn(method)) {
                continue;
            }
            routes.check(method);
            served.add(method);
            Options.page(method).flatMap(page -> resolve(method, page)).ifPresent(it -> pages.put(method, it));
        }
        for (MethodDescriptor method : served) {
            Options.page(method).flatMap(page -> plan(method, page, pages)).ifPresent(plans::add);
        }
        return findings.hasErrors()
                ? new Planning(List.of(), Map.of(), findings.all())
                : new Planning(plans.stream().map(Supplier::get).toList(), reaches(pages.values()), findings.all());
    }

    private static Map<MethodName, Supplier<Reach>> reaches(Collection<ResolvedPage> pages) {
        return pages.stream()
                .collect(Collectors.toUnmodifiableMap(
                        page -> Methods.name(page.rpc()), page -> () -> Reaching.of(page)));
    }

    /** Whether the rpc is answered by its own namesake downstream: Weft is then its only entry. */
    private static boolean passesItselfOn(MethodDescriptor method) {
        return Options.page(method)
                .filter(page -> page.getForward().equals(Methods.name(method).toString()))
                .isPresent();
    }

    /** Checks a page that is answered from calls; empty when it is not one, or when that is wrong. */
    private Optional<ResolvedPage> resolve(MethodDescriptor method, Page page) {
        Vocabulary.check(method, page, findings);
        if (!page.getForward().isEmpty() || !page.getSameAs().isEmpty()) {
            return Optional.empty();
        }
        if (!Streaming.isUnary(method)) {
            findings.error(
                    Spot.of(method),
                    method.getName() + " is a page and " + Streaming.words(method)
                            + " (expected: a unary rpc, a forward, or the same_as of a unary page)");
            return Optional.empty();
        }
        return Optional.of(new PageResolver(schema, new Methods(schema, findings), targets(), this::compiler, findings)
                .resolve(method, page));
    }

    /** What lowers one rpc into a plan: to be asked only when no page has errors. */
    private Optional<Supplier<RpcPlan>> plan(
            MethodDescriptor method, Page page, Map<MethodDescriptor, ResolvedPage> pages) {
        if (!page.getSameAs().isEmpty()) {
            return new SameAsResolver(pages, targets(), lowering(), findings).resolve(method, page);
        }
        if (!page.getForward().isEmpty()) {
            return new ForwardResolver(new Methods(schema, findings), targets(), findings).resolve(method, page);
        }
        return Optional.ofNullable(pages.get(method))
                .map(resolved -> () -> lowering().lower(resolved));
    }

    private Lowering lowering() {
        return new Lowering(targets(), limits.items());
    }

    private Targets targets() {
        return new Targets(placement, new HttpRules(schema, findings), findings);
    }
}
