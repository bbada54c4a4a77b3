package dev.weft.expression;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.rpc.Code;
import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A formula that cel-java runs. */
final class CompiledFormula implements Formula {
    private final String text;
    private final List<Input> inputs;
    private final List<String> reads;
    private final boolean otherwise;
    private final OptionalInt most;
    private final FieldDescriptor value;
    private final CelRuntime.Program program;
    private final long mostSteps;

    CompiledFormula(
            String text,
            Uses uses,
            List<String> reads,
            FieldDescriptor value,
            CelRuntime.Program program,
            long mostSteps) {
        this.text = text;
        this.inputs = uses.inputs();
        this.reads = reads;
        this.otherwise = uses.hasOtherwise();
        this.most = uses.most();
        this.value = value;
        this.program = program;
        this.mostSteps = mostSteps;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public List<String> reads() {
        return reads;
    }

    @Override
    public FieldDescriptor value() {
        return value;
    }

    @Override
    public boolean hasOtherwise() {
        return otherwise;
    }

    @Override
    public OptionalInt most() {
        return most;
    }

    @Override
    public Result evaluate(@Nullable Object[] values) {
        Map<String, Object> bound = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            Input input = inputs.get(i);
            Object given = values[i];
            if (given == null && !input.optional()) {
                return new Result.None();
            }
            bound.put(input.variable().name(), given == null ? input.variable().nothing() : bindable(given));
        }
        return evaluate(bound);
    }

    private static Object bindable(Object given) {
        return given instanceof Keyed keyed ? keyed.lookups() : given;
    }

    private Result evaluate(Map<String, Object> bound) {
        Steps steps = new Steps(mostSteps);
        try {
            Object given = program.trace(bound, (expression, result) -> steps.count());
            Object present = Encoder.present(given);
            return present == null ? new Result.None() : new Result.Value(present, Encoder.encode(value, present));
        } catch (CelEvaluationException e) {
            if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND && hasMissed(bound)) {
                return new Result.None();
            }
            return new Result.Failed(steps.areUp() ? Code.RESOURCE_EXHAUSTED : code(e.getErrorCode()));
        } catch (Encoder.MisfitException e) {
            return new Result.Failed(e.code());
        } catch (RuntimeException e) {
            return new Result.Failed(steps.areUp() ? Code.RESOURCE_EXHAUSTED : Code.INTERNAL);
        }
    }

    /** Whether an index was asked for a key that it does not have. */
    private static boolean hasMissed(Map<String, Object> bound) {
        return bound.values().stream().anyMatch(it -> it instanceof Keyed.Lookups lookups && lookups.hasMissed());
    }

    private static Code code(CelErrorCode code) {
        return switch (code) {
            case INDEX_OUT_OF_BOUNDS, NUMERIC_OVERFLOW, DIVIDE_BY_ZERO -> Code.OUT_OF_RANGE;
            case ATTRIBUTE_NOT_FOUND -> Code.NOT_FOUND;
            case ITERATION_BUDGET_EXCEEDED -> Code.RESOURCE_EXHAUSTED;
            case INTERNAL_ERROR -> Code.INTERNAL;
            default -> Code.INVALID_ARGUMENT;
        };
    }

    /** Counts the subexpressions that one evaluation evaluates. */
    private static final class Steps {
        private long left;

        Steps(long most) {
            this.left = most;
        }

        void count() {
            left--;
            if (left < 0) {
                throw new IllegalStateException("too many steps");
            }
        }

        boolean areUp() {
            return left < 0;
        }
    }
}
