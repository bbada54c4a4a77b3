package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.planner.Source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists for whose elements calls are made: numbered, and known by where they are read. For one page. */
final class Lists {
    private final List<Source> lists = new ArrayList<>();
    private final Map<Integer, Integer> listOf = new HashMap<>();
    private final Map<Integer, FieldDescriptor> elements = new HashMap<>();
    private final Map<Integer, FieldDescriptor> responses = new HashMap<>();

    /** Notes that a call is made for each element of {@code list}. */
    void add(int call, Source list) {
        int number = lists.indexOf(list);
        if (number < 0) {
            number = lists.size();
            lists.add(list);
        }
        listOf.put(call, number);
        elements.put(call, Wrapped.present("each", list.field().orElseThrow()));
    }

    /** The number of the call's list; empty when it has none that could be read. */
    Optional<Integer> of(int call) {
        return Optional.ofNullable(listOf.get(call));
    }

    /** The element that the call is made for; empty when its list could not be read. */
    Optional<Source> each(int call) {
        return Optional.ofNullable(elements.get(call))
                .map(element -> new Source(origin(call), element.getContainingType(), List.of(element)));
    }

    /** Where the element of a call is read whose list could be. */
    Origin.Each origin(int call) {
        return new Origin.Each(call, lists.get(of(call).orElseThrow()).origin());
    }

    /** All responses of a call that is made for each element of a list. */
    Source responses(DeclaredCall call, MethodDescriptor method) {
        FieldDescriptor field =
                responses.computeIfAbsent(call.index(), it -> Wrapped.messages(call.name(), method.getOutputType()));
        return new Source(new Origin.Call(call.index()), field.getContainingType(), List.of(field));
    }

    /** What is at hand in a message that is projected from what {@code read} reads, where {@code from} is. */
    Hand in(Hand from, Source read) {
        if (!read.origin().isOwn() && !(read.origin() instanceof Origin.Result)) {
            return at(read);
        }
        if (from.list().isPresent()) {
            return Hand.inside(from.list().getAsInt());
        }
        return read.origin() instanceof Origin.This
                ? from.at().map(at -> at(at.into(read.path()))).orElse(Hand.EMPTY)
                : Hand.EMPTY;
    }

    private Hand at(Source source) {
        int number = lists.indexOf(source);
        if (number >= 0) {
            return Hand.element(number);
        }
        return lists.stream().anyMatch(list -> isBelow(list, source)) ? Hand.above(source) : Hand.EMPTY;
    }

    private static boolean isBelow(Source list, Source above) {
        return list.origin().equals(above.origin())
                && list.path().size() > above.path().size()
                && list.path().subList(0, above.path().size()).equals(above.path());
    }
}
