package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The actions of one node while they are collected. */
final class FieldActions {
    /** Fields up to this number are found by index, others by search. */
    private static final int HIGHEST_LOW = 255;

    /** By number. */
    private final Map<Integer, Entry> entries = new HashMap<>();

    private record Entry(FieldDescriptor field, Action first) {
        int number() {
            return field.getNumber();
        }

        /** The index of the oneof that the field is in, or -1. */
        int oneof() {
            OneofDescriptor oneof = field.getRealContainingOneof();
            return oneof == null ? -1 : oneof.getIndex();
        }
    }

    void add(FieldDescriptor field, Action action) {
        Entry before = entries.putIfAbsent(field.getNumber(), new Entry(field, action));
        if (before != null) {
            action.next = before.first().next;
            before.first().next = action;
        }
    }

    /** Gives the node its actions. */
    void finish(Node node) {
        for (Entry entry : List.copyOf(entries.values())) {
            addMembersBeside(entry.field());
        }
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingInt(Entry::number));
        assignSeenBits(sorted);
        int low = 0;
        while (low < sorted.size() && sorted.get(low).number() <= HIGHEST_LOW) {
            low++;
        }
        List<Entry> high = sorted.subList(low, sorted.size());
        node.setActions(
                sorted.stream().map(Entry::first).toList(),
                byNumber(sorted.subList(0, low)),
                high.stream().mapToInt(Entry::number).toArray(),
                high.stream().map(Entry::first).toArray(Action[]::new));
    }

    /** A later member of a oneof clears the one that is copied, so all its members are tracked. */
    private void addMembersBeside(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof == null) {
            return;
        }
        for (FieldDescriptor member : oneof.getFields()) {
            if (!entries.containsKey(member.getNumber())) {
                add(member, tracking(member));
            }
        }
    }

    private static Action tracking(FieldDescriptor field) {
        Action action = new Action(Action.TRACK, Tag.of(field.getNumber(), Tag.wireTypeOf(field)), 0);
        if (field.legacyEnumFieldTreatedAsClosed()) {
            action.known = new KnownNumbers(field.getEnumType());
            action.unknownIsAbsent = true;
        }
        return action;
    }

    /** A oneof's members share a bit, so they are all of the usual kinds or none is. */
    private static void assignSeenBits(List<Entry> sorted) {
        Set<Integer> oddOneofs = oddOneofs(sorted);
        Map<Integer, Integer> oneofs = new HashMap<>();
        int usual = 0;
        int odd = Action.ODD_WORD * Long.SIZE;
        for (Entry entry : sorted) {
            Action action = entry.first();
            action.repeated = entry.field().isRepeated();
            action.oneof = entry.oneof();
            Integer shared = oneofs.get(action.oneof);
            boolean fits = (shared == null ? usual : shared) < Long.SIZE && !oddOneofs.contains(action.oneof);
            action.kind = fits ? action.usualKind() : Action.ODD;
            if (!action.repeated) {
                int bit = shared != null ? shared : action.kind == Action.ODD ? odd++ : usual++;
                action.setSeenBit(bit);
                if (action.oneof >= 0) {
                    oneofs.put(action.oneof, bit);
                }
            }
        }
    }

    private static Set<Integer> oddOneofs(List<Entry> entries) {
        Set<Integer> odd = new HashSet<>();
        for (Entry entry : entries) {
            int oneof = entry.oneof();
            if (oneof >= 0 && entry.first().usualKind() == Action.ODD) {
                odd.add(oneof);
            }
        }
        return odd;
    }

    private static @Nullable Action[] byNumber(List<Entry> low) {
        @Nullable
        Action[] byNumber =
                new Action[low.isEmpty() ? 0 : low.get(low.size() - 1).number() + 1];
        low.forEach(entry -> byNumber[entry.number()] = entry.first());
        return byNumber;
    }
}
