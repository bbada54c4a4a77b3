package dev.weft.server;

import dev.weft.explanation.Explanation;
import dev.weft.explanation.ExplanationDot;
import dev.weft.explanation.ExplanationJson;
import dev.weft.explanation.ExplanationText;
import dev.weft.plan.RememberedAnswers;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft explain}: the plan, and what follows from it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints how pages are answered: what is called, what waits for what, what fills what, and what of"
                + " the answers reaches the client.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private SchemaOptions schemas = new SchemaOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration: names the downstreams, and leaves out the pages of services that they run.")
    private @Nullable Path config;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text; json, for tools; dot, for Graphviz. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    /** In lower case, as they are written. */
    enum Format {
        text,
        json,
        dot;

        String print(List<Explanation> explanations) {
            return switch (this) {
                case text -> ExplanationText.of(explanations);
                case json -> ExplanationJson.of(explanations);
                case dot -> ExplanationDot.of(explanations);
            };
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PAGE",
            description =
                    "One page: shop.v1.ShopService/GetHome, or GetHome where no other page is called so. Default: all.")
    private @Nullable String page;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartupException {
        Schema schema = schemas.load();
        Configurations.ForPlanning known = Configurations.forPlanning(config);
        Planning planning = Plans.planning(schema, known.placement(), known.limits(), warning -> {});
        RememberedAnswers remembered = RememberedAnswers.of(planning.plans());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(format.print(chosen(planning.plans()).stream()
                .map(plan -> Explanation.of(plan, planning, known.placement(), remembered))
                .toList()));
        out.flush();
        return 0;
    }

    private List<RpcPlan> chosen(List<RpcPlan> plans) throws StartupException {
        if (page == null) {
            return plans;
        }
        List<RpcPlan> chosen = plans.stream().filter(this::isCalled).toList();
        if (chosen.size() != 1) {
            throw StartupException.wrongInput(
                    "page: %s (expected: %s)".formatted(page, names(chosen.isEmpty() ? plans : chosen)));
        }
        return chosen;
    }

    private boolean isCalled(RpcPlan plan) {
        return plan.name().toString().equals(page) || plan.name().method().equals(page);
    }

    private static String names(List<RpcPlan> plans) {
        return plans.stream().map(plan -> plan.name().toString()).collect(Collectors.joining(", "));
    }
}
