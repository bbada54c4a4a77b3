package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Bounds;
import dev.weft.expression.FormulaCompiler;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Options;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import dev.weft.v1.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles every page of a schema into a plan, or says everything that is wrong with all of them. */
public final class Planner {
    private final Schema schema;
    private final Placement placement;
    private final Bounds bounds;
    private final Findings findings = new Findings();

    /** Made for the first expression that needs it: it is slow to load. */
    private @Nullable FormulaCompiler compiler;

    private Planner(Schema schema, Placement placement, Bounds bounds) {
        this.schema = schema;
        this.placement = placement;
        this.bounds = bounds;
    }

    /**
     * Plans every page of {@code schema}.
     *
     * @param bounds how much one evaluation of an expression may do
     */
    public static Planning plan(Schema schema, Placement placement, Bounds bounds) {
        return new Planner(schema, placement, bounds).plan();
    }

    /** The same, with the bounds that a configuration has that says nothing of them. */
    public static Planning plan(Schema schema, Placement placement) {
        return plan(schema, placement, Bounds.DEFAULT);
    }

    private FormulaCompiler compiler() {
        FormulaCompiler made = compiler;
        if (made == null) {
            made = new FormulaCompiler(schema.files(), bounds);
            compiler = made;
        }
        return made;
    }

    private Planning plan() {
        List<Supplier<RpcPlan>> plans = new ArrayList<>();
        PageRoutes routes = new PageRoutes(schema, findings);
        for (MethodDescriptor method : schema.pages()) {
            if (placement.isElsewhere(method.getService().getFullName()) && !passesItselfOn(method)) {
                continue;
            }
            routes.check(method);
            Options.page(method).flatMap(page -> resolve(method, page)).ifPresent(plans::add);
        }
        return findings.hasErrors()
                ? new Planning(List.of(), findings.all())
                : new Planning(plans.stream().map(Supplier::get).toList(), findings.all());
    }

    /** Whether the rpc is answered by its own namesake downstream: Weft is then its only entry. */
    private static boolean passesItselfOn(MethodDescriptor method) {
        return Options.page(method)
                .filter(page -> page.getForward().equals(Methods.name(method).toString()))
                .isPresent();
    }

    /** Checks one page; what it answers lowers it into a plan, and is to be asked only when no page has errors. */
    private Optional<Supplier<RpcPlan>> resolve(MethodDescriptor method, Page page) {
        Methods methods = new Methods(schema, findings);
        Targets targets = new Targets(placement, new HttpRules(schema, findings), findings);
        Vocabulary.check(method, page, findings);
        if (!Streaming.isUnary(method) && page.getForward().isEmpty()) {
            findings.error(
                    Spot.of(method),
                    method.getName() + " is a page and " + Streaming.words(method)
                            + " (expected: a unary rpc, or a forward)");
            return Optional.empty();
        }
        return page.getForward().isEmpty()
                ? new PageResolver(schema, methods, targets, this::compiler, findings).resolve(method, page)
                : new ForwardResolver(methods, targets, findings).resolve(method, page);
    }
}
