package dev.weft.explanation;

import dev.weft.plan.CacheRule;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Fill;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Reach;
import dev.weft.plan.RememberedAnswers;
import dev.weft.plan.RpcPlan;
import dev.weft.plan.StreamedPlan;
import dev.weft.plan.Target;
import dev.weft.planner.Explain;
import dev.weft.planner.Placement;
import dev.weft.planner.Planning;
import dev.weft.wire.ReadFields;
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
     * @param memory what becomes of its answer, when that is remembered
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
            Multiplicity multiplicity,
            Optional<Memory> memory) {
        public Call {
            downstreams = List.copyOf(downstreams);
            waitsFor = List.copyOf(waitsFor);
            binds = List.copyOf(binds);
        }
    }

    /**
     * An answer that is remembered.
     *
     * @param rule for how long, and for whom
     * @param fields what of it; {@code **} when that is all
     */
    public record Memory(CacheRule rule, List<String> fields) {
        public Memory {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Of {@code plan}, which is one of {@code planning}, and whose downstreams are where {@code placement} says.
     *
     * @param remembered what all pages that are served together remember
     */
    public static Explanation of(RpcPlan plan, Planning planning, Placement placement, RememberedAnswers remembered) {
        Optional<List<String>> headers = placement.places().map(places -> placement.forwardedHeaders());
        if (plan instanceof StreamedPlan streamed) {
            Reach reach = planning.reach(streamed.sameAs());
            return of(streamed, streamed.page(), reach, placement, remembered, headers);
        }
        return plan instanceof PagePlan page
                ? of(page, page, planning.reach(page.name()), placement, remembered, headers)
                : of((ForwardPlan) plan, placement, headers);
    }

    private static Explanation of(
            RpcPlan plan,
            PagePlan page,
            Reach reach,
            Placement placement,
            RememberedAnswers remembered,
            Optional<List<String>> headers) {
        return new Explanation(
                plan,
                Explain.route(plan),
                page.calls().stream()
                        .map(call -> call(call, page, placement, remembered))
                        .toList(),
                page.lets(),
                page.fills(),
                reach,
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
                new Multiplicity.Once(FORWARD),
                Optional.empty());
        Reach everything = new Reach(
                List.of(new Reach.Leaving(FORWARD, List.of("**"), List.of())),
                List.of(new Reach.Given(FORWARD, "**", List.of("**"))));
        return new Explanation(
                forward, Explain.route(forward), List.of(only), List.of(), List.of(), everything, headers);
    }

    private static Call call(CallPlan call, PagePlan page, Placement placement, RememberedAnswers remembered) {
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
                Multiplicity.of(call),
                call.cache()
                        .map(rule -> new Memory(
                                rule,
                                remembered
                                        .fields(call.target().method())
                                        .map(ReadFields::paths)
                                        .orElse(List.of("**")))));
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
