package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.expression.Formula;
import dev.weft.expression.Plucking;
import dev.weft.plan.Reach;
import dev.weft.plan.Reach.Given;
import dev.weft.plan.Reach.Leaving;
import dev.weft.planner.Source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out what of the calls' answers reaches the client, and what of the request reaches the calls. For one page. */
final class Reaching {
    private final ResolvedPage page;

    /** By call; what is read of the request has none, and stands at {@link #REQUEST}. */
    private final TreeMap<Integer, Set<String>> copied = new TreeMap<>();

    private final TreeMap<Integer, Set<String>> read = new TreeMap<>();
    private final Set<Origin> computed = new HashSet<>();
    private final Set<Integer> replaced = new HashSet<>();

    private static final int REQUEST = -1;

    /** Types that lead to one another have more paths than anybody reads, or can be kept: of twelve that do, a hundred million. */
    private static final int MOST_MESSAGES = 1000;

    private int messages;

    private Reaching(ResolvedPage page) {
        this.page = page;
    }

    static Reach of(ResolvedPage page) {
        return new Reach(leaving(page), given(page));
    }

    private static List<Leaving> leaving(ResolvedPage page) {
        Reaching reaching = new Reaching(page);
        reaching.visit(page.answer(), new Origin.Request(), "", new HashSet<>());
        List<Leaving> leaving = new ArrayList<>();
        for (BoundCall call : page.calls()) {
            Set<String> copied = reaching.copied.getOrDefault(call.call().index(), Set.of());
            Set<String> read = reaching.read.getOrDefault(call.call().index(), Set.of());
            if (!copied.isEmpty() || !read.isEmpty()) {
                leaving.add(new Leaving(call.call().name(), List.copyOf(copied), List.copyOf(read)));
            }
        }
        return leaving;
    }

    private static List<Given> given(ResolvedPage page) {
        List<Given> given = new ArrayList<>();
        for (BoundCall call : page.calls()) {
            given(page, call.call().name(), "", call.request(), given);
        }
        return given;
    }

    private static void given(ResolvedPage page, String call, String prefix, List<Filled> fields, List<Given> to) {
        for (Filled field : fields) {
            String name = prefix + field.field().getName();
            if (field.value() instanceof Value.Composed composed) {
                given(page, call, name + ".", composed.fields(), to);
                continue;
            }
            Reaching reaching = new Reaching(page);
            reaching.visit(List.of(field), new Origin.Request(), "", new HashSet<>());
            Set<String> request = new TreeSet<>(reaching.copied.getOrDefault(REQUEST, Set.of()));
            request.addAll(reaching.read.getOrDefault(REQUEST, Set.of()));
            if (!request.isEmpty()) {
                to.add(new Given(call, name, List.copyOf(request)));
            }
        }
    }

    /**
     * Goes through what fills fields.
     *
     * @param self the origin of {@code this}, and {@code at} the path that leads there
     */
    private void visit(List<Filled> fields, Origin self, String at, Set<Projected> within) {
        for (Filled field : fields) {
            if (field.value() instanceof Value.Composed composed) {
                visit(composed.fields(), self, at, within);
            } else if (field.value() instanceof Value.Read value) {
                read(value, self, at, within);
            } else if (field.value() instanceof Value.Derived derived) {
                formula(derived.formula(), derived.inputs(), self, at);
                read(derived.result(), self, at, within);
            }
        }
    }

    private void read(Value.Read value, Origin self, String at, Set<Projected> within) {
        boolean own = value.source().origin() instanceof Origin.This;
        Source source = unwrapped(value.source());
        Origin origin = own ? self : source.origin();
        String path = join(own ? at : "", names(source));
        if (isFormula(origin)) {
            formula(origin);
        } else if (!own) {
            replacement(origin, source.path(), value, within);
        }
        if (value.element().isEmpty() || value.element().get().identity()) {
            copy(origin, path);
        } else if (within.contains(value.element().get()) || ++messages > MOST_MESSAGES) {
            copy(origin, join(path, "…"));
        } else {
            Set<Projected> deeper = new HashSet<>(within);
            deeper.add(value.element().get());
            visit(value.element().get().fields(), origin, path, deeper);
        }
    }

    /** Whether it is worked out: what it is made of is noted once, whatever is read of it. */
    private static boolean isFormula(Origin origin) {
        return origin instanceof Origin.Computed || origin instanceof Origin.Worked || origin instanceof Origin.Result;
    }

    /**
     * What is read of a list's element, or of the responses beside it, by the call that it comes from. All of them stand in messages that
     * are made for that, with one field.
     */
    private Source unwrapped(Source source) {
        if (source.origin() instanceof Origin.Row row) {
            return new Source(new Origin.Call(row.call()), source.root(), source.path());
        }
        if (source.origin() instanceof Origin.Call call
                && page.calls().get(call.index()).list().isPresent()) {
            return new Source(source.origin(), source.root(), rest(source));
        }
        if (source.origin() instanceof Origin.Each each) {
            Source list = unwrapped(list(each));
            return new Source(list.origin(), list.root(), join(list.path(), rest(source)));
        }
        return source;
    }

    private Source list(Origin.Each each) {
        Filled list = page.calls().get(each.call()).list().orElseThrow();
        return ((Value.Read) list.value()).source();
    }

    private static List<FieldDescriptor> rest(Source source) {
        return source.path().isEmpty()
                ? List.of()
                : source.path().subList(1, source.path().size());
    }

    private static List<FieldDescriptor> join(List<FieldDescriptor> path, List<FieldDescriptor> further) {
        List<FieldDescriptor> all = new ArrayList<>(path);
        all.addAll(further);
        return all;
    }

    /** What is read of a call is read of its fallback, where that stands in. */
    private void replacement(Origin origin, List<FieldDescriptor> path, Value.Read value, Set<Projected> within) {
        if (!(origin instanceof Origin.Call call)) {
            return;
        }
        Optional<Value.Read> fallback = page.calls()
                .get(call.index())
                .fallback()
                .filter(it -> it.value() instanceof Value.Read)
                .map(it -> (Value.Read) it.value());
        if (fallback.isEmpty() || !replaced.add(call.index())) {
            return;
        }
        Source instead = fallback.get().source();
        if (isFormula(instead.origin())) {
            formula(instead.origin());
        } else {
            Source there = new Source(instead.origin(), instead.root(), join(instead.path(), path));
            read(new Value.Read(there, value.otherwise(), value.element()), instead.origin(), "", within);
        }
        replaced.remove(call.index());
    }

    private void copy(Origin origin, String path) {
        if (isFormula(origin)) {
            return;
        }
        copied.computeIfAbsent(number(origin), call -> new TreeSet<>()).add(path.isEmpty() ? "**" : path);
    }

    private static int number(Origin origin) {
        return origin instanceof Origin.Call call ? call.index() : REQUEST;
    }

    private void formula(Origin origin) {
        if (computed.add(origin)) {
            page.computations()
                    .find(origin)
                    .ifPresent(entry -> formula(entry.formula(), entry.inputs(), new Origin.Request(), ""));
        }
    }

    private void formula(Formula formula, List<Origin> inputs, Origin self, String at) {
        if (formula instanceof Plucking plucking && !(inputs.get(0) instanceof Origin.This)) {
            plucked(plucking, inputs.get(0));
            return;
        }
        for (int i = 0; i < inputs.size(); i++) {
            String name = formula.inputs().get(i).variable().name();
            Origin origin = inputs.get(i);
            if (isFormula(origin)) {
                formula(origin);
                continue;
            }
            boolean own = origin instanceof Origin.This;
            for (String path : formula.reads()) {
                if (path.equals(name) || path.startsWith(name + ".")) {
                    String rest = path.equals(name) ? "**" : path.substring(name.length() + 1);
                    noteOf(own ? self : origin, own ? join(at, rest) : rest);
                }
            }
        }
    }

    /** What is read of every element of a list. */
    private void plucked(Plucking plucking, Origin origin) {
        if (isFormula(origin)) {
            formula(origin);
            return;
        }
        Source list = unwrapped(new Source(origin, plucking.list().get(0).getContainingType(), plucking.list()));
        note(list.origin(), join(names(list), names(plucking.leaf())));
    }

    private void noteOf(Origin origin, String path) {
        if (isFormula(origin)) {
            formula(origin);
        } else if (origin instanceof Origin.Row row) {
            note(new Origin.Call(row.call()), path);
        } else if (origin instanceof Origin.Each each) {
            Source list = unwrapped(list(each));
            if (isFormula(list.origin())) {
                formula(list.origin());
            } else {
                boolean message = list.field().filter(Types::isMessage).isPresent();
                note(list.origin(), join(names(list), message ? path : ""));
            }
        } else {
            note(origin, path);
        }
    }

    /** Notes what a formula reads; of a call with a fallback also of that. */
    private void note(Origin origin, String path) {
        read.computeIfAbsent(number(origin), call -> new TreeSet<>()).add(path);
        if (!(origin instanceof Origin.Call call) || !replaced.add(call.index())) {
            return;
        }
        page.calls()
                .get(call.index())
                .fallback()
                .filter(fallback -> fallback.value() instanceof Value.Read)
                .map(fallback -> ((Value.Read) fallback.value()).source())
                .ifPresent(instead -> {
                    if (isFormula(instead.origin())) {
                        formula(instead.origin());
                    } else {
                        note(instead.origin(), join(names(instead), path));
                    }
                });
        replaced.remove(call.index());
    }

    private static String names(Source source) {
        return names(source.path());
    }

    private static String names(List<FieldDescriptor> path) {
        return path.stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
    }

    private static String join(String path, String further) {
        return path.isEmpty() ? further : further.isEmpty() ? path : path + "." + further;
    }
}
