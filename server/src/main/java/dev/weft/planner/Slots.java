package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.plan.Read;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.ProjectionCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the slots of a page, and knows what each is read of. */
final class Slots {
    private final ProjectionCompiler compiler = new ProjectionCompiler();
    private final List<Mapping> mappings = new ArrayList<>();
    private final Map<Origin, List<Integer>> byOrigin = new HashMap<>();
    private final Map<Origin, Integer> messages = new HashMap<>();

    /** A slot for what {@code mapping} reads of {@code origin}. */
    int add(Origin origin, Mapping mapping) {
        int slot = mappings.size();
        mappings.add(mapping);
        byOrigin.computeIfAbsent(origin, it -> new ArrayList<>()).add(slot);
        return slot;
    }

    /** The slot for the whole message of that type. */
    int message(Origin origin, Descriptor type) {
        return messages.computeIfAbsent(origin, it -> add(it, Mapping.identity(type)));
    }

    /** The slots that are filled with something of {@code origin}. */
    List<Integer> of(Origin origin) {
        return List.copyOf(byOrigin.getOrDefault(origin, List.of()));
    }

    int count() {
        return mappings.size();
    }

    /** What is read of {@code origin}. To be asked when every mapping is complete. */
    List<Read> reads(Origin origin) {
        return of(origin).stream()
                .map(slot -> new Read(slot, compiler.compile(mappings.get(slot))))
                .toList();
    }
}
