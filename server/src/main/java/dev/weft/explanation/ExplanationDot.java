package dev.weft.explanation;

import dev.weft.explanation.Explanation.Call;
import dev.weft.plan.Fill;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Reach;
import dev.weft.plan.RpcPlan;
import dev.weft.plan.StreamedPlan;
import dev.weft.planner.Explain;
import java.util.List;
import java.util.Optional;

/** An explanation as a drawing, in the language of Graphviz: a box for each call, an arrow for each that waits. */
public final class ExplanationDot {
    private final StringBuilder out = new StringBuilder();

    private ExplanationDot() {}

    /** Several, as one drawing with a frame for each. */
    public static String of(List<Explanation> explanations) {
        ExplanationDot dot = new ExplanationDot();
        dot.out.append("digraph weft {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        for (int i = 0; i < explanations.size(); i++) {
            dot.page(i, explanations.get(i));
        }
        return dot.out.append("}\n").toString();
    }

    private void page(int number, Explanation explanation) {
        String prefix = "p" + number + ".";
        out.append("  subgraph ").append(quoted("cluster_" + number)).append(" {\n");
        out.append("    label=")
                .append(quoted(explanation.plan().name().toString()))
                .append(";\n");
        node(prefix + "request", "request", "shape=ellipse");
        node(prefix + "answer", "answer", "shape=ellipse");
        for (Fill let : explanation.lets()) {
            node(prefix + let.field(), let.field() + " = " + let.expression(), "shape=note");
            page(explanation.plan()).stream()
                    .flatMap(page -> Explain.waitsFor(let, page).stream())
                    .forEach(before -> edge(prefix + before, prefix + let.field(), ""));
        }
        for (Call call : explanation.calls()) {
            String label = call.name() + "\n" + call.target().method() + "\n"
                    + call.multiplicity().words();
            node(prefix + call.name(), label, call.required() ? "style=bold" : "style=solid");
            call.waitsFor().forEach(before -> edge(prefix + before, prefix + call.name(), ""));
        }
        explanation.reach().given().stream()
                .map(Reach.Given::call)
                .distinct()
                .forEach(call -> edge(prefix + "request", prefix + call, "style=dotted"));
        for (Reach.Leaving leaving : explanation.reach().leaving()) {
            edge(prefix + leaving.call(), prefix + "answer", "style=dashed");
        }
        out.append("  }\n");
    }

    private static Optional<PagePlan> page(RpcPlan plan) {
        return plan instanceof StreamedPlan streamed
                ? Optional.of(streamed.page())
                : plan instanceof PagePlan page ? Optional.of(page) : Optional.empty();
    }

    private void node(String id, String label, String style) {
        out.append("    ")
                .append(quoted(id))
                .append(" [label=")
                .append(quoted(label))
                .append(", ")
                .append(style)
                .append("];\n");
    }

    private void edge(String from, String to, String style) {
        out.append("    ").append(quoted(from)).append(" -> ").append(quoted(to));
        out.append(style.isEmpty() ? "" : " [" + style + "]").append(";\n");
    }

    /** A string of the DOT language: only the quote and, at its end, the backslash mean something; a line break is an escape. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
