package dev.weft.planner;

import dev.weft.plan.Read;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers the slots of a page, and knows what each is read of. */
final class Slots {
    private final List<Filling> fillings = new ArrayList<>();

    /** What a slot is filled with; nothing here when it is written while the page runs. */
    private record Filling(Optional<Origin> origin, Optional<Mapping> mapping) {}

    /** A slot for what {@code mapping} reads of {@code origin}. */
    int add(Origin origin, Mapping mapping) {
        fillings.add(new Filling(Optional.of(origin), Optional.of(mapping)));
        return fillings.size() - 1;
    }

    /** A slot that is filled while the page runs, and not read of any message. */
    int reserve() {
        fillings.add(new Filling(Optional.empty(), Optional.empty()));
        return fillings.size() - 1;
    }

    int count() {
        return fillings.size();
    }

    /** What is read of {@code origin}. To be asked when every mapping is complete. */
    List<Read> reads(Origin origin) {
        List<Read> reads = new ArrayList<>();
        for (int slot = 0; slot < fillings.size(); slot++) {
            Filling filling = fillings.get(slot);
            if (filling.origin().equals(Optional.of(origin))) {
                reads.add(new Read(slot, Projection.compile(filling.mapping().orElseThrow())));
            }
        }
        return reads;
    }
}
