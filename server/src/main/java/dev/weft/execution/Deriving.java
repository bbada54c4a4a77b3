package dev.weft.execution;

import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import dev.weft.expression.Formula.Result;
import dev.weft.plan.Derived;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Deriver;
import dev.weft.wire.Piece;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out what the answer's projected messages say of themselves, while the answer is measured. For one execution. */
final class Deriving implements Deriver {
    private final List<Derived> derived;
    private final Values values;
    private final IdentityHashMap<Derived.Field, Values.Gathered> gathered;
    private final Map<String, Code> broken = new LinkedHashMap<>();

    Deriving(PagePlan plan, Values values) {
        this.derived = plan.derived();
        this.values = values;
        // Of its own accord it has room for 32, and most pages derive nothing.
        this.gathered = new IdentityHashMap<>(derived.size());
    }

    /** Works nothing out, and notes in {@code broken} for what reason. */
    static Deriver nothing(List<Derived> derived, Code reason, Map<String, Code> broken) {
        return (index, message) -> {
            derived.get(index).fields().forEach(field -> broken.putIfAbsent(field.name(), reason));
            return List.of();
        };
    }

    /** The fields that went wrong, with the first reason of each. */
    Map<String, Code> broken() {
        return broken;
    }

    @Override
    public List<Piece> derive(int index, byte[] message) {
        Derived rules = derived.get(index);
        DynamicMessage self = Values.decode(rules.source(), message);
        List<Piece> pieces = new ArrayList<>();
        for (Derived.Field field : rules.fields()) {
            Result result = field.formula()
                    .evaluate(gathered.computeIfAbsent(field, it -> values.gather(it.inputs()))
                            .values(self, field.inputs()));
            if (result instanceof Result.Value value
                    && field.projection().read(value.message()) instanceof Piece piece) {
                pieces.add(piece);
            } else if (!(result instanceof Result.None)) {
                broken.putIfAbsent(
                        field.name(), result instanceof Result.Failed failed ? failed.code() : Code.INTERNAL);
            }
        }
        return pieces;
    }
}
