package dev.weft.downstream;

import dev.weft.loop.EventLoops;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Read;
import dev.weft.plan.Target;
import dev.weft.transcoding.JsonMapping;
import dev.weft.wire.Projection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every configured downstream, by what it is called and by what runs there. Safe for use by many threads. */
public final class Downstreams implements AutoCloseable {
    private final Map<String, Downstream> byName = new LinkedHashMap<>();
    private final Map<String, List<String>> byService = new LinkedHashMap<>();

    private Downstreams() {}

    /** Begins to load, in the background, what calls over HTTP need: good to call when there will be any, before they are opened. */
    public static void preloadHttp() {
        HttpRehearsal.preload();
    }

    /**
     * Opens the way to every downstream. They connect by themselves; does not wait for them.
     *
     * @param json for those that are called over HTTP
     * @param cache what is remembered of all
     * @param listener is told of every attempt
     * @throws IllegalArgumentException when a setting is not what it should be; it names the downstream
     */
    public static Downstreams open(
            List<DownstreamSettings> settings,
            EventLoops loops,
            JsonMapping json,
            AnswerCache cache,
            CallListener listener) {
        Downstreams downstreams = new Downstreams();
        try {
            settings.forEach(one -> downstreams.add(one, new Downstream(one, loops, json, cache, listener)));
            return downstreams;
        } catch (IllegalArgumentException e) {
            downstreams.close();
            throw e;
        }
    }

    private void add(DownstreamSettings settings, Downstream downstream) {
        if (byName.putIfAbsent(settings.name(), downstream) != null) {
            downstream.close();
            throw new IllegalArgumentException(
                    "downstream " + settings.name() + ": there are two (expected: a name of its own for each)");
        }
        for (String service : settings.services()) {
            byService.computeIfAbsent(service, key -> new ArrayList<>()).add(settings.name());
        }
    }

    /**
     * The way to call a method.
     *
     * @param reads what is read of an answer as soon as it is there
     * @param cached how long answers are remembered; empty for not at all. Only for a method without side effects
     * @throws IllegalArgumentException when no downstream, or more than one, has the method's service, or when it
     *     cannot be called there
     */
    public UnaryCall call(Target target, List<Read> reads, Optional<CacheRule> cached) {
        return find(target).call(target, new AnswerCheck(reads), cached);
    }

    /**
     * The same for somebody who comes and goes: nothing holds on to what it reads.
     *
     * @throws IllegalArgumentException as {@link #call}
     */
    public UnaryCall callOfPart(Target target, List<Read> reads, Optional<CacheRule> cached) {
        return find(target).call(target, AnswerCheck.ofPart(reads), cached);
    }

    /**
     * The way to call a streaming method.
     *
     * @param response every declared field of its answers
     * @throws IllegalArgumentException as {@link #call}
     */
    public StreamingCall stream(Target target, Projection response) {
        return find(target).stream(target, response);
    }

    /** How each of them does, now and whenever it is looked at. */
    public List<DownstreamState> states() {
        return List.copyOf(byName.values());
    }

    /** Ends every call and connection. */
    @Override
    public void close() {
        byName.values().forEach(Downstream::close);
    }

    private Downstream find(Target target) {
        String service = target.method().service();
        List<String> places = byService.getOrDefault(service, List.of());
        List<String> chosen = target.downstream().map(List::of).orElse(places);
        Downstream found = chosen.size() == 1 && places.containsAll(chosen) ? byName.get(chosen.get(0)) : null;
        if (found == null) {
            throw new IllegalArgumentException("downstream of " + target.method() + ": "
                    + target.downstream().orElse("not named") + " (expected: one of " + places + ", where " + service
                    + " runs)");
        }
        return found;
    }
}
