package dev.weft.planner;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.plan.AnswerPart;
import dev.weft.plan.CacheRule;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Fallback;
import dev.weft.plan.Fill;
import dev.weft.plan.ForEach;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.PagePlan;
import dev.weft.plan.RpcPlan;
import dev.weft.plan.StreamedPlan;
import dev.weft.plan.Target;
import dev.weft.schema.Options;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts plans in words, so that a person understands what is called, what waits for what and what fills what. */
public final class Explain {
    private static final String STATUS = "(what became of each call)";

    private final StringBuilder out = new StringBuilder();

    private Explain() {}

    /** One rpc, or several, with a blank line between them. */
    public static String text(List<RpcPlan> plans) {
        return plans.stream().map(Explain::text).collect(Collectors.joining("\n"));
    }

    /** One rpc. */
    public static String text(RpcPlan plan) {
        Explain explain = new Explain();
        explain.head(plan);
        if (plan instanceof PagePlan page) {
            explain.lets(page);
            explain.calls(page);
            explain.answer(page);
        } else if (plan instanceof ForwardPlan forward) {
            explain.line("");
            explain.line("  is passed on to " + place(forward.target())
                    + (plan.isStreaming() ? ", " + Streaming.words(plan.descriptor()) : ""));
        } else if (plan instanceof StreamedPlan streamed) {
            explain.parts(streamed);
        }
        return explain.out.toString();
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    private void head(RpcPlan plan) {
        line(plan.name().toString());
        route(plan).ifPresent(route -> line("  " + route));
        line("  timeout " + timeout(plan.timeout(), otherwise(plan)) + safety(plan.descriptor()));
    }

    private static String otherwise(RpcPlan plan) {
        return plan instanceof ForwardPlan && plan.isStreaming()
                ? "none but the client's"
                : "as the server is configured";
    }

    private static String safety(MethodDescriptor method) {
        return Options.idempotency(method) == Idempotency.NO_SIDE_EFFECTS ? ", no side effects" : "";
    }

    /** The HTTP method and the path, when it has them. */
    public static Optional<String> route(RpcPlan plan) {
        return Options.http(plan.descriptor()).flatMap(Explain::route);
    }

    private static Optional<String> route(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> Optional.of("GET " + rule.getGet());
            case PUT -> Optional.of("PUT " + rule.getPut());
            case POST -> Optional.of("POST " + rule.getPost());
            case DELETE -> Optional.of("DELETE " + rule.getDelete());
            case PATCH -> Optional.of("PATCH " + rule.getPatch());
            case CUSTOM ->
                Optional.of(rule.getCustom().getKind() + " " + rule.getCustom().getPath());
            case PATTERN_NOT_SET -> Optional.empty();
        };
    }

    private static String timeout(Optional<Duration> timeout, String otherwise) {
        return timeout.map(Explain::words).orElse(otherwise);
    }

    /** {@code 1.5s}, {@code 300ms}. */
    public static String words(Duration duration) {
        boolean seconds = duration.compareTo(Duration.ofSeconds(1)) >= 0;
        BigDecimal amount = BigDecimal.valueOf(duration.toNanos(), seconds ? 9 : 6);
        return amount.stripTrailingZeros().toPlainString() + (seconds ? "s" : "ms");
    }

    private void lets(PagePlan page) {
        if (page.lets().isEmpty()) {
            return;
        }
        line("");
        line("  named values");
        int width = width(page.lets().stream().map(let -> let.field().length()).toList());
        page.lets().forEach(let -> line("    " + pad(let.field(), width) + " = " + let.expression()));
    }

    private void calls(PagePlan page) {
        line("");
        line(page.calls().isEmpty() ? "  no calls" : "  calls, in the order in which they can start");
        for (CallPlan call : startingOrder(page)) {
            line("    " + call.name() + ": " + place(call.target()));
            line("      " + start(call, page) + (call.required() ? ", required" : ", optional")
                    + call.timeout().map(it -> ", timeout " + words(it)).orElse(""));
            call.forEach().ifPresent(each -> line("      " + words(each)));
            call.condition().ifPresent(condition -> line("      only if " + condition.expression()));
            call.cache().ifPresent(rule -> line("      " + words(rule)));
            fallback(call, page).ifPresent(it -> line("      where it brings no answer: " + it.expression()));
            List<Fill> binds = call.binds().stream()
                    .filter(bind -> !bind.expression().isEmpty())
                    .toList();
            int width = width(binds.stream().map(bind -> bind.field().length()).toList());
            binds.forEach(
                    bind -> line("      " + pad(bind.field(), width) + " = " + bind.expression() + need(call, bind)));
        }
    }

    private static String words(ForEach each) {
        return "one call for each of " + each.expression() + ", at most " + each.width() + " at once";
    }

    private static String words(CacheRule rule) {
        return "remembered for " + words(rule.ttl())
                + stale(rule.staleWhileRevalidate(), "while a new one is fetched")
                + stale(rule.staleIfError(), "when it fails")
                + (rule.shared() ? ", shared by all clients" : "");
    }

    private static String stale(Duration longer, String when) {
        return longer.isZero() ? "" : ", " + words(longer) + " longer " + when;
    }

    private static String place(Target target) {
        return target.method() + target.downstream().map(name -> ", in " + name).orElse("");
    }

    private static Optional<Fallback> fallback(CallPlan call, PagePlan page) {
        return page.fallbacks().stream()
                .filter(fallback -> fallback.call() == call.index())
                .findFirst();
    }

    /** The names of the calls and named values that a call waits for. */
    public static Set<String> waitsFor(CallPlan call, PagePlan page) {
        Set<String> names = new LinkedHashSet<>();
        call.waitsFor().forEach(node -> names(node, page, names));
        rows(call, page).forEach(names::add);
        return names;
    }

    /** The same of what the page calls {@code let}: nothing when that is a path or a literal, which is read where it is used. */
    public static Set<String> waitsFor(Fill let, PagePlan page) {
        Set<String> names = new LinkedHashSet<>();
        page.computations().stream()
                .filter(computation -> computation.let() && computation.name().equals(let.field()))
                .forEach(computation -> computation.waitsFor().forEach(node -> names(node, page, names)));
        return names;
    }

    /** The calls over the same list whose rows it waits for, element by element. */
    private static Stream<String> rows(CallPlan call, PagePlan page) {
        return call.forEach().stream()
                .flatMap(each -> each.columns().stream())
                .map(column -> page.calls().get(column.call()).name());
    }

    private static String start(CallPlan call, PagePlan page) {
        Set<String> names = new LinkedHashSet<>();
        call.waitsFor().forEach(node -> names(node, page, names));
        rows(call, page).map(name -> "row." + name).forEach(names::add);
        return names.isEmpty() ? "starts at once" : "waits for " + all(names);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    private static String all(Set<String> names) {
        List<String> each = List.copyOf(names);
        int last = each.size() - 1;
        return last == 0 ? each.get(0) : String.join(", ", each.subList(0, last)) + " and " + each.get(last);
    }

    /** The names of a node, or of those that it waits for when it has none itself. */
    private static void names(int node, PagePlan page, Set<String> names) {
        int further = node - page.calls().size();
        if (further < 0) {
            names.add(page.calls().get(node).name());
        } else if (further >= page.computations().size()) {
            names.add(page.calls()
                    .get(page.fallbacks()
                            .get(further - page.computations().size())
                            .call())
                    .name());
        } else if (page.computations().get(further).let()) {
            names.add(page.computations().get(further).name());
        } else {
            page.waitsFor(node).forEach(before -> names(before, page, names));
        }
    }

    private static String need(CallPlan call, Fill bind) {
        boolean needed =
                call.needs().stream().anyMatch(need -> need.expression().equals(bind.expression()))
                        || call.requirements().stream()
                                .anyMatch(it -> it.value() && it.expression().equals(bind.expression()));
        return needed ? "  (empty: the call is skipped)" : "";
    }

    private static List<CallPlan> startingOrder(PagePlan page) {
        List<CallPlan> ordered = new ArrayList<>(page.calls());
        ordered.sort(Comparator.comparingInt((CallPlan call) -> depth(call.index(), page))
                .thenComparingInt(CallPlan::index));
        return ordered;
    }

    /** How many calls end one after the other before the node starts. */
    private static int depth(int node, PagePlan page) {
        return before(node, page)
                .mapToInt(before -> (before < page.calls().size() ? 1 : 0) + depth(before, page))
                .max()
                .orElse(0);
    }

    private static Stream<Integer> before(int node, PagePlan page) {
        Stream<Integer> rows = node < page.calls().size()
                ? page.calls().get(node).forEach().stream()
                        .flatMap(each -> each.columns().stream())
                        .map(ForEach.Column::node)
                : Stream.of();
        return Stream.concat(page.waitsFor(node).stream(), rows);
    }

    private void answer(PagePlan page) {
        line("");
        line("  answer: " + page.descriptor().getOutputType().getFullName());
        List<Fill> fills = new ArrayList<>(page.fills());
        statusName(page).ifPresent(name -> fills.add(new Fill(name, STATUS)));
        int width = width(fills.stream().map(fill -> indented(fill).length()).toList());
        fills.forEach(fill -> line("    " + pad(indented(fill), width) + meaning(fill)));
    }

    private void parts(StreamedPlan streamed) {
        PagePlan page = streamed.page();
        line("");
        line("  is the page of " + streamed.sameAs().method()
                + " as a stream: each field is sent once, when all that it is made of has landed");
        List<Fill> sent = new ArrayList<>();
        streamed.parts().forEach(part -> sent.add(new Fill(String.join(", ", part.fields()), after(part, page))));
        statusName(page).ifPresent(name -> sent.add(new Fill(name, "with the last message")));
        int width = width(sent.stream().map(fill -> fill.field().length()).toList());
        sent.forEach(fill -> line("    " + pad(fill.field(), width) + "  " + fill.expression()));
    }

    private static String after(AnswerPart part, PagePlan page) {
        Set<String> names = new LinkedHashSet<>();
        part.waitsFor().stream().sorted().forEach(node -> names(node, page, names));
        return names.isEmpty() ? "at once" : "after " + all(names);
    }

    private static Optional<String> statusName(PagePlan page) {
        return page.status()
                .map(status -> page.descriptor()
                        .getOutputType()
                        .findFieldByNumber(status.field())
                        .getName());
    }

    private static String meaning(Fill fill) {
        return fill.expression().isEmpty() ? "" : " = " + fill.expression();
    }

    /** The field's own name, two blanks further in for each message that it is inside of. */
    private static String indented(Fill fill) {
        long depth = fill.field().chars().filter(c -> c == '.').count();
        return "  ".repeat((int) depth) + fill.field().substring(fill.field().lastIndexOf('.') + 1);
    }

    private static int width(List<Integer> lengths) {
        return lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
