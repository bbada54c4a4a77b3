package dev.weft.explanation;

import dev.weft.plan.CallPlan;
import dev.weft.plan.Fill;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Reach;
import dev.weft.plan.RpcPlan;
import dev.weft.plan.StreamedPlan;
import dev.weft.plan.Target;
import dev.weft.planner.Explain;
import dev.weft.planner.Placement;
import java.util.List;
import java.util.Optional;

/**
 * All that can be said of one rpc before it is run.
 *
 * @param plan what it was compiled into
 * @param route its HTTP method and path
 * @param calls its downstream calls, in the order of their declaration; of an rpc that is passed on the only one
 * @param lets what is named
 * @param fills what fills the answer, field by field
 * @param reach what crosses Weft in it
 * @param headers the client's headers that go on with every call; empty when there is no configuration
 */
public record Explanation(
        RpcPlan plan,
        Optional<String> route,
        List<Call> calls,
        List<Fill> lets,
        List<Fill> fills,
        Reach reach,
        Optional<List<String>> headers) {
    /** What an rpc that is passed on is called by in place of a call's name. */
    private static final String FORWARD = "forward";

    public Explanation {
        calls = List.copyOf(calls);
        lets = List.copyOf(lets);
        fills = List.copyOf(fills);
        headers = headers.map(List::copyOf);
    }

    /**
     * A downstream call.
     *
     * @param downstreams where it goes: one, or none when there is no configuration
     * @param waitsFor the calls and named values that it waits for
     * @param only the condition under which it is made
     * @param fallback what stands in where it brings no answer
     */
    public record Call(
            String name,
            Target target,
            List<String> downstreams,
            boolean required,
            List<String> waitsFor,
            Optional<String> only,
            Optional<String> fallback,
            List<Fill> binds,
            Multiplicity multiplicity) {
        public Call {
            downstreams = List.copyOf(downstreams);
            waitsFor = List.copyOf(waitsFor);
            binds = List.copyOf(binds);
        }
    }

    /** Of {@code plan}, whose downstreams are where {@code placement} says. */
    public static Explanation of(RpcPlan plan, Placement placement) {
        Optional<List<String>> headers = placement.places().map(places -> placement.forwardedHeaders());
        if (plan instanceof StreamedPlan streamed) {
            return of(streamed, streamed.page(), placement, headers);
        }
        return plan instanceof PagePlan page
                ? of(page, page, placement, headers)
                : of((ForwardPlan) plan, placement, headers);
    }

    private static Explanation of(RpcPlan plan, PagePlan page, Placement placement, Optional<List<String>> headers) {
        return new Explanation(
                plan,
                Explain.route(plan),
                page.calls().stream().map(call -> call(call, page, placement)).toList(),
                page.lets(),
                page.fills(),
                page.reach(),
                headers);
    }

    private static Explanation of(ForwardPlan forward, Placement placement, Optional<List<String>> headers) {
        Call only = new Call(
                FORWARD,
                forward.target(),
                downstreams(forward.target(), placement),
                true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Multiplicity.Once(FORWARD));
        Reach everything = new Reach(
                List.of(new Reach.Leaving(FORWARD, List.of("**"), List.of())),
                List.of(new Reach.Given(FORWARD, "**", List.of("**"))));
        return new Explanation(
                forward, Explain.route(forward), List.of(only), List.of(), List.of(), everything, headers);
    }

    private static Call call(CallPlan call, PagePlan page, Placement placement) {
        return new Call(
                call.name(),
                call.target(),
                downstreams(call.target(), placement),
                call.required(),
                List.copyOf(Explain.waitsFor(call, page)),
                call.condition().map(condition -> condition.expression()),
                page.fallbacks().stream()
                        .filter(fallback -> fallback.call() == call.index())
                        .map(fallback -> fallback.expression())
                        .findFirst(),
                call.binds().stream()
                        .filter(bind -> !bind.expression().isEmpty())
                        .toList(),
                Multiplicity.of(call));
    }

    private static List<String> downstreams(Target target, Placement placement) {
        return target.downstream()
                .map(List::of)
                .orElseGet(() -> placement
                        .places()
                        .map(places -> places.getOrDefault(target.method().service(), List.of()))
                        .orElse(List.of()));
    }
}
