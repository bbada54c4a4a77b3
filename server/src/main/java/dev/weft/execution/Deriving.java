package dev.weft.execution;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import dev.weft.expression.Formula.Result;
import dev.weft.plan.Derived;
import dev.weft.plan.Input;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Deriver;
import dev.weft.wire.Piece;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the fields of projected messages that are worked out of them, or read beside them, while a message is measured. For one
 * execution.
 */
final class Deriving implements Deriver {
    private static final Logger LOGGER = LoggerFactory.getLogger(Deriving.class);
    private static final int[] NOTHING = {};

    private final PagePlan plan;
    private final Values values;
    private final Rows rows;
    private final Map<Derived.Worked, Values.Gathered> gathered;
    private final Map<String, Code> broken;

    /** By number of the rules: how many elements of its list it has come by. */
    private final int[] passed;

    /** Why nothing is worked out; null when it is. */
    private @Nullable Code obstacle;

    /** The element at hand; -1 for none. */
    private int row = -1;

    Deriving(PagePlan plan, Values values, Rows rows) {
        // Most pages derive nothing.
        this(
                plan,
                values,
                rows,
                plan.derived().isEmpty() ? Map.of() : new IdentityHashMap<>(),
                plan.derived().isEmpty() ? Map.of() : new LinkedHashMap<>());
    }

    private Deriving(
            PagePlan plan,
            Values values,
            Rows rows,
            Map<Derived.Worked, Values.Gathered> gathered,
            Map<String, Code> broken) {
        this.plan = plan;
        this.values = values;
        this.rows = rows;
        this.gathered = gathered;
        this.broken = broken;
        this.passed = rows == Rows.NONE ? NOTHING : new int[plan.derived().size()];
    }

    /** The same, to be measured by itself. */
    Deriving afresh() {
        return new Deriving(plan, values, rows);
    }

    /** The same, which works nothing out, and says of each field for what reason. */
    Deriving without(Code reason) {
        Deriving deriving = afresh();
        deriving.obstacle = reason;
        return deriving;
    }

    /** How large what stands beside lists is. */
    @Override
    public long bytes() {
        return rows.bytes();
    }

    /** The fields that went wrong, with the first reason of each. */
    Map<String, Code> broken() {
        return broken;
    }

    /** The same, for what is written for one element. */
    Deriving of(int element) {
        Deriving deriving = new Deriving(plan, values, rows, gathered, broken);
        deriving.row = element;
        deriving.obstacle = obstacle;
        return deriving;
    }

    @Override
    public Deriver elsewhere() {
        return rows == Rows.NONE ? this : of(-1);
    }

    @Override
    public List<Piece> derive(int index, byte[] message) {
        Derived rules = plan.derived().get(index);
        if (rules.list().isPresent()) {
            // Of a part of the page that asks for no row there is nothing to count.
            row = rows == Rows.NONE ? -1 : passed[index]++;
            return List.of();
        }
        Message self = new Message(rules.source(), message);
        List<Piece> pieces = new ArrayList<>();
        for (Derived.Field field : rules.fields()) {
            Piece piece =
                    field instanceof Derived.Worked worked ? workOut(worked, self) : beside((Derived.Beside) field);
            if (piece != null) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    @Override
    public void leaveOut(int index) {
        for (Derived.Field field : plan.derived().get(index).fields()) {
            if (field instanceof Derived.Worked worked) {
                broken.putIfAbsent(worked.name(), Code.RESOURCE_EXHAUSTED);
            }
        }
    }

    private @Nullable Piece beside(Derived.Beside field) {
        Piece piece = rows.get(field.slot(), row);
        return piece == null || (piece.isEmpty() && field.otherwise().isPresent())
                ? field.otherwise().orElse(null)
                : piece;
    }

    private @Nullable Piece workOut(Derived.Worked field, Message self) {
        if (obstacle != null) {
            broken.putIfAbsent(field.name(), obstacle);
            return null;
        }
        Result result = evaluate(field, self);
        if (result instanceof Result.Value value && field.projection().read(value.message()) instanceof Piece piece) {
            return piece;
        }
        if (!(result instanceof Result.None)) {
            broken.putIfAbsent(field.name(), result instanceof Result.Failed failed ? failed.code() : Code.INTERNAL);
        }
        return null;
    }

    /** Whatever goes wrong, only the field is missing. */
    private Result evaluate(Derived.Worked field, Message self) {
        try {
            return field.formula()
                    .evaluate(gathered.computeIfAbsent(field, it -> values.gather(it.inputs()))
                            .values(self, field.inputs()));
        } catch (RuntimeException e) {
            if (!broken.containsKey(field.name())) {
                LOGGER.error("{} could not be worked out", field.name(), e);
            }
            return new Result.Failed(Code.INTERNAL);
        }
    }

    /** A projected message, and the row at hand. */
    private final class Message implements Values.Own {
        private final Descriptor type;
        private final byte[] bytes;
        private @Nullable DynamicMessage decoded;

        Message(Descriptor type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        @Override
        public @Nullable Object value(Input input) {
            if (input instanceof Input.Row read) {
                Piece piece = rows.get(read.slot(), row);
                return piece == null ? null : Values.decode(read.type(), piece.toByteArray());
            }
            if (input instanceof Input.Plucked read) {
                Piece piece = rows.get(read.slot(), row);
                return piece == null ? null : piece.toByteArray();
            }
            if (input instanceof Input.PluckedThis read) {
                return read.projection().read(bytes) instanceof Piece piece ? piece.toByteArray() : null;
            }
            if (decoded == null) {
                decoded = Values.decode(type, bytes);
            }
            return decoded;
        }
    }
}
