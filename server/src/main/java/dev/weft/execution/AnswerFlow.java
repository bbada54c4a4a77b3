package dev.weft.execution;

import dev.weft.wire.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an answer goes out: whole at the end, or part by part. For one execution, on its loop. */
interface AnswerFlow {
    /** What is to go out now, before the end; empty for nothing. It is sent, and not asked for again. */
    Optional<Template> next(@Nullable Ending[] endings);

    /** Sends what {@link #next} wrote. */
    void send(byte[] message);

    /** All that has not gone out before. */
    Template rest();

    /** One that goes out whole. */
    static AnswerFlow whole(Template answer) {
        return new AnswerFlow() {
            @Override
            public Optional<Template> next(@Nullable Ending[] endings) {
                return Optional.empty();
            }

            @Override
            public void send(byte[] message) {
                throw new IllegalStateException("message: before the end (expected: the whole answer)");
            }

            @Override
            public Template rest() {
                return answer;
            }
        };
    }
}
