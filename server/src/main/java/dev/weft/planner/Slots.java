package dev.weft.planner;

import dev.weft.plan.Read;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.util.ArrayList;
import java.util.List;

/** Numbers the slots of a page, and knows what each is read of. */
final class Slots {
    private final List<Filling> fillings = new ArrayList<>();

    private record Filling(Origin origin, Mapping mapping) {}

    /** A slot for what {@code mapping} reads of {@code origin}. */
    int add(Origin origin, Mapping mapping) {
        fillings.add(new Filling(origin, mapping));
        return fillings.size() - 1;
    }

    int count() {
        return fillings.size();
    }

    /** What is read of {@code origin}. To be asked when every mapping is complete. */
    List<Read> reads(Origin origin) {
        List<Read> reads = new ArrayList<>();
        for (int slot = 0; slot < fillings.size(); slot++) {
            if (fillings.get(slot).origin().equals(origin)) {
                reads.add(new Read(slot, Projection.compile(fillings.get(slot).mapping())));
            }
        }
        return reads;
    }
}
