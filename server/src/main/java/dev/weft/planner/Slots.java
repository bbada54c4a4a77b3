package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.plan.Read;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers the slots of a page, and knows what each is read of. */
final class Slots {
    private final List<Filling> fillings = new ArrayList<>();
    private final Map<Origin, Integer> messages = new HashMap<>();

    /** What a slot is filled with. */
    private record Filling(Origin origin, Mapping mapping) {}

    /** A slot for what {@code mapping} reads of {@code origin}. */
    int add(Origin origin, Mapping mapping) {
        fillings.add(new Filling(origin, mapping));
        return fillings.size() - 1;
    }

    /** The slot for the whole message of that type. */
    int message(Origin origin, Descriptor type) {
        return messages.computeIfAbsent(origin, it -> add(it, Mapping.identity(type)));
    }

    /** The slots that are filled with something of {@code origin}. */
    List<Integer> of(Origin origin) {
        return IntStream.range(0, fillings.size())
                .filter(slot -> fillings.get(slot).origin().equals(origin))
                .boxed()
                .toList();
    }

    int count() {
        return fillings.size();
    }

    /** What is read of {@code origin}. To be asked when every mapping is complete. */
    List<Read> reads(Origin origin) {
        List<Read> reads = new ArrayList<>();
        for (int slot = 0; slot < fillings.size(); slot++) {
            Filling filling = fillings.get(slot);
            if (filling.origin().equals(origin)) {
                reads.add(new Read(slot, Projection.compile(filling.mapping())));
            }
        }
        return reads;
    }
}
