package dev.weft.execution;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.rpc.Code;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.UnaryCall;
import dev.weft.loop.Cancellable;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A downstream call that a test answers by hand. */
final class FakeCall implements UnaryCall {
    private final List<Read> reads;
    private @Nullable CallContext context;
    private byte @Nullable [] request;
    private @Nullable Consumer<CallResult> done;
    private boolean cancelled;

    FakeCall(List<Read> reads) {
        this.reads = reads;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        this.context = context;
        this.request = request;
        this.done = done;
        return () -> cancelled = true;
    }

    boolean isStarted() {
        return done != null;
    }

    boolean isCancelled() {
        return cancelled;
    }

    <T> T request(Parser<T> parser) {
        try {
            return parser.parseFrom(Objects.requireNonNull(request));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    byte[] request() {
        return Objects.requireNonNull(request);
    }

    Duration timeLeft() {
        CallContext call = Objects.requireNonNull(context);
        return Duration.ofNanos(call.deadlineNanos() - call.loop().nanoTime());
    }

    void answer(Message message) {
        answer(message, Optional.empty());
    }

    void answer(Message message, Optional<Remembered> memory) {
        byte[] bytes = message.toByteArray();
        List<Piece> pieces = reads.stream()
                .map(read -> (Piece) read.projection().read(bytes))
                .toList();
        Objects.requireNonNull(done)
                .accept(new Answer(bytes, pieces, false, memory, memory.isPresent() ? 10_000_000_000L : 0));
    }

    void fail(Code code) {
        fail(new Failure(code, "the test says so"));
    }

    void fail(Failure failure) {
        Objects.requireNonNull(done).accept(failure);
    }
}
