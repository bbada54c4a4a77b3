package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.downstream.Loop;
import dev.weft.expression.Formula.Result;
import dev.weft.plan.Computation;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import dev.weft.wire.Template;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out what one execution needs: at once when it is little, elsewhere when it is much. Called on the execution's loop. */
final class Evaluations {
    private static final Logger LOGGER = LoggerFactory.getLogger(Evaluations.class);

    private final Offload offload;
    private final Loop loop;
    private final Values values;

    Evaluations(Offload offload, Loop loop, Values values) {
        this.offload = offload;
        this.loop = loop;
        this.values = values;
    }

    /** Works a formula out. {@code done} is run on the loop, possibly before this method returns. */
    void evaluate(Computation computation, Consumer<Result> done) {
        evaluate(computation, Values.Own.NOTHING, 0, done);
    }

    /**
     * The same for one element.
     *
     * @param own what belongs to it
     * @param ownBytes how large that is
     */
    void evaluate(Computation computation, Values.Own own, long ownBytes, Consumer<Result> done) {
        Values.Gathered gathered = values.gather(computation.inputs());
        if (gathered.bytes() + ownBytes <= offload.bytes()) {
            done.accept(evaluate(computation, gathered, own));
            return;
        }
        offload.executor().execute(() -> {
            Result result = evaluate(computation, gathered, own);
            loop.execute(() -> done.accept(result));
        });
    }

    private static Result evaluate(Computation computation, Values.Gathered gathered, Values.Own own) {
        try {
            return computation.formula().evaluate(gathered.values(own, computation.inputs()));
        } catch (RuntimeException e) {
            LOGGER.error("{} could not be worked out", computation.name(), e);
            return new Result.Failed(Code.INTERNAL);
        }
    }

    /**
     * Measures the answer, with what is worked out of its messages. {@code done} is run on the loop, possibly before this method
     * returns; asking what it is given throws what went wrong.
     */
    void measure(
            PagePlan plan, @Nullable Piece[] slots, Deriving deriving, Consumer<Supplier<Template.Measured>> done) {
        if (plan.derived().isEmpty() || size(slots) <= offload.bytes()) {
            done.accept(() -> plan.answer().measure(slots, deriving));
            return;
        }
        offload.executor().execute(() -> {
            Supplier<Template.Measured> measured = measured(plan, slots, deriving);
            loop.execute(() -> done.accept(measured));
        });
    }

    private static Supplier<Template.Measured> measured(PagePlan plan, @Nullable Piece[] slots, Deriving deriving) {
        try {
            Template.Measured measured = plan.answer().measure(slots, deriving);
            return () -> measured;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    private static long size(@Nullable Piece[] slots) {
        long size = 0;
        for (Piece piece : slots) {
            size += piece == null ? 0 : piece.size();
        }
        return size;
    }
}
