package dev.weft.explanation;

import dev.weft.explanation.Explanation.Call;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Reach;
import dev.weft.planner.Explain;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for people: the plan, then what follows from it. */
public final class ExplanationText {
    private final StringBuilder out = new StringBuilder();

    private ExplanationText() {}

    /** Several, with a blank line between them. */
    public static String of(List<Explanation> explanations) {
        return explanations.stream().map(ExplanationText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Explanation explanation) {
        ExplanationText text = new ExplanationText();
        text.out.append(Explain.text(explanation.plan()));
        if (explanation.plan() instanceof PagePlan page && page.narrowing().isPresent()) {
            text.line("");
            text.line("  less can be asked for, by the request's read_mask");
        }
        text.calls(explanation);
        text.leaving(explanation.reach());
        text.given(explanation);
        text.remembered(explanation);
        return text.out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void calls(Explanation explanation) {
        if (explanation.calls().isEmpty()) {
            return;
        }
        line("");
        line("  at most "
                + Multiplicity.total(
                        explanation.calls().stream().map(Call::multiplicity).toList())
                + (explanation.plan() instanceof ForwardPlan
                                && explanation.plan().isStreaming()
                        ? ", never repeated"
                        : ", and what each downstream's retry adds"));
        for (Call call : explanation.calls()) {
            String where = call.downstreams().isEmpty() ? "" : ", in " + String.join(" or ", call.downstreams());
            line("    " + call.name() + ": " + call.multiplicity().words() + where + ", "
                    + safety(call.target().idempotency()));
        }
    }

    private static String safety(Idempotency idempotency) {
        return switch (idempotency) {
            case NO_SIDE_EFFECTS -> "changes nothing";
            case IDEMPOTENT -> "may be repeated";
            case UNKNOWN -> "may change something: never repeated";
        };
    }

    private void leaving(Reach reach) {
        line("");
        line(
                reach.leaving().isEmpty()
                        ? "  nothing of a downstream's answer reaches the client"
                        : "  reaches the client");
        for (Reach.Leaving leaving : reach.leaving()) {
            if (!leaving.copied().isEmpty()) {
                line("    of " + leaving.call() + ", copied: " + String.join(", ", leaving.copied()));
            }
            if (!leaving.read().isEmpty()) {
                line("    of " + leaving.call() + ", read by expressions: " + String.join(", ", leaving.read()));
            }
        }
    }

    private void remembered(Explanation explanation) {
        if (explanation.calls().stream().anyMatch(call -> call.memory().isPresent())) {
            line("");
            line("  is remembered");
        }
        for (Call call : explanation.calls()) {
            call.memory()
                    .ifPresent(memory -> line("    of " + call.name() + ": "
                            + (memory.fields().isEmpty()
                                    ? "nothing but that it came"
                                    : String.join(", ", memory.fields()))));
        }
    }

    private void given(Explanation explanation) {
        Reach reach = explanation.reach();
        line("");
        line(reach.given().isEmpty() ? "  nothing of the request reaches a downstream" : "  reaches downstreams");
        for (Reach.Given given : reach.given()) {
            line("    " + given.call() + ": " + given.field() + " is made of " + String.join(", ", given.request()));
        }
        line("    every call: "
                + explanation
                        .headers()
                        .map(headers -> headers.isEmpty()
                                ? "no header of the client"
                                : "the headers " + String.join(", ", headers))
                        .orElse("the headers that the configuration's forward_headers names"));
    }
}
