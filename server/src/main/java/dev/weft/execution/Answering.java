package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import dev.weft.wire.Template;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the answer of one execution, on its loop: what can go out before the end part by part, then the rest. */
final class Answering {
    private final PagePlan plan;
    private final AnswerFlow flow;
    private final @Nullable Piece[] slots;
    private final Deriving deriving;
    private final Evaluations evaluations;
    private final Map<String, Code> broken;
    private final Consumer<Runnable> events;

    /** What is being worked out just now, perhaps elsewhere; null for nothing. */
    private @Nullable Writing writing;

    /**
     * For one execution.
     *
     * @param broken takes the fields that go wrong
     * @param events runs what comes of it as an event of the execution
     */
    Answering(
            PagePlan plan,
            AnswerFlow flow,
            @Nullable Piece[] slots,
            Deriving deriving,
            Evaluations evaluations,
            Map<String, Code> broken,
            Consumer<Runnable> events) {
        this.plan = plan;
        this.flow = flow;
        this.slots = slots;
        this.deriving = deriving;
        this.evaluations = evaluations;
        this.broken = broken;
        this.events = events;
    }

    /** Told apart by which it is: the one that is given up may come back. */
    private static final class Writing {
        private final Template template;
        private final Deriving deriving;
        private final Consumer<Supplier<Template.Measured>> done;
        private boolean givenUp;

        Writing(Template template, Deriving deriving, Consumer<Supplier<Template.Measured>> done) {
            this.template = template;
            this.deriving = deriving;
            this.done = done;
        }
    }

    /** Whether something is being worked out. */
    boolean isBusy() {
        return writing != null;
    }

    /** Sends what has landed and has not gone out; {@code sent} is run when there was something. */
    void next(@Nullable Ending[] endings, Runnable sent) {
        Optional<Template> next = flow.next(endings);
        if (next.isPresent()) {
            // A deriving of its own: it may be worked out elsewhere, while the execution goes on.
            write(new Writing(next.get(), deriving.afresh(), part -> {
                flow.send(part.get().write(null));
                sent.run();
            }));
        }
    }

    /** Works out all that has not gone out. */
    void rest(Consumer<Supplier<Template.Measured>> done) {
        write(new Writing(flow.rest(), deriving, done));
    }

    /** Waits no longer for what is being worked out elsewhere: it is done without. */
    void hurry() {
        Writing late = writing;
        if (late != null) {
            late.givenUp = true;
            write(new Writing(late.template, deriving.afresh(), late.done));
        }
    }

    private void write(Writing next) {
        writing = next;
        evaluations.measure(
                plan,
                next.template,
                slots,
                next.deriving,
                broken,
                measured -> events.accept(() -> written(next, measured)));
    }

    private void written(Writing what, Supplier<Template.Measured> measured) {
        if (!what.givenUp) {
            writing = null;
            what.done.accept(measured);
        }
    }
}
