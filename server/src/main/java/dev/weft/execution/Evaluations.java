package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.expression.Formula.Result;
import dev.weft.loop.Loop;
import dev.weft.plan.Computation;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import dev.weft.wire.Template;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works out what one execution needs: at once when it is little, elsewhere when it is much and there is time for it. Called on the
 * execution's loop.
 */
final class Evaluations {
    private static final Logger LOGGER = LoggerFactory.getLogger(Evaluations.class);

    private final Offload offload;
    private final Loop loop;
    private final Values values;

    /** Read where work waits for a thread: what nobody waits for any more is not begun. */
    private volatile boolean timeIsUp;

    Evaluations(Offload offload, Loop loop, Values values) {
        this.offload = offload;
        this.loop = loop;
        this.values = values;
    }

    /** Nothing is waited for any longer: from now on only what is little is worked out. */
    void giveUp() {
        timeIsUp = true;
    }

    /** Works a formula out. {@code done} is run on the loop, possibly before this method returns; after the time is up perhaps never. */
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
        elsewhere(() -> {
                    Result result = evaluate(computation, gathered, own);
                    loop.execute(() -> done.accept(result));
                })
                .ifPresent(obstacle -> done.accept(new Result.Failed(obstacle)));
    }

    /** Does it on another thread; or says why not. */
    private Optional<Code> elsewhere(Runnable work) {
        if (timeIsUp) {
            return Optional.of(Code.DEADLINE_EXCEEDED);
        }
        try {
            offload.executor().execute(() -> {
                if (!timeIsUp) {
                    work.run();
                }
            });
            return Optional.empty();
        } catch (RejectedExecutionException full) {
            return Optional.of(Code.RESOURCE_EXHAUSTED);
        }
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
     * Measures the answer, or a part of it, with what is worked out of its messages, or without it where there is no time or no thread
     * for that. {@code done} is run on the loop, possibly before this method returns; asking what it is given throws what went wrong.
     *
     * @param broken takes the fields that went wrong; touched on the loop alone
     */
    void measure(
            PagePlan plan,
            Template answer,
            @Nullable Piece[] slots,
            Deriving deriving,
            Map<String, Code> broken,
            Consumer<Supplier<Template.Measured>> done) {
        if (plan.derived().isEmpty() || size(slots) + deriving.bytes() <= offload.bytes()) {
            done.accept(() -> noting(answer.measure(slots, deriving), deriving, broken));
            return;
        }
        elsewhere(() -> {
                    Supplier<Template.Measured> measured = measured(answer, slots, deriving);
                    loop.execute(() -> done.accept(() -> noting(measured.get(), deriving, broken)));
                })
                .ifPresent(obstacle -> {
                    Deriving nothing = deriving.without(obstacle);
                    done.accept(() -> noting(answer.measure(slots, nothing), nothing, broken));
                });
    }

    private static Template.Measured noting(Template.Measured measured, Deriving deriving, Map<String, Code> broken) {
        deriving.broken().forEach(broken::putIfAbsent);
        return measured;
    }

    private static Supplier<Template.Measured> measured(Template answer, @Nullable Piece[] slots, Deriving deriving) {
        try {
            Template.Measured measured = answer.measure(slots, deriving);
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
