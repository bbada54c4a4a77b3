package dev.weft.execution;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.rpc.Code;
import dev.weft.downstream.CallContext;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.UnaryCall;
import dev.weft.loop.Cancellable;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A downstream method that answers at once, by a function from text to text, or when the test says so. */
final class FakeService {
    private final MethodDescriptor method;
    private final List<Asked> asked = new ArrayList<>();
    private Function<String, String> answers = request -> "";
    private boolean holds;
    private Duration takes = Duration.ZERO;
    private int underWay;
    private int most;

    FakeService(MethodDescriptor method) {
        this.method = method;
    }

    /** One call of it. */
    record Asked(String request, List<Read> reads, Consumer<CallResult> done) {}

    /** From now on {@code answers} says what the answers are, in text format; the name of a code is a failure. */
    FakeService answers(Function<String, String> answers) {
        this.answers = answers;
        return this;
    }

    /** From now on calls wait for {@link #release}. */
    FakeService holds() {
        holds = true;
        return this;
    }

    /** From now on each call takes that long, on the clock of its loop. */
    FakeService takes(Duration time) {
        takes = time;
        return this;
    }

    /** The requests, in their order. */
    List<String> requests() {
        return asked.stream().map(Asked::request).toList();
    }

    /** How many calls were under way at once, at most. */
    int most() {
        return most;
    }

    int underWay() {
        return underWay;
    }

    UnaryCall call(List<Read> reads) {
        return (context, request, done) -> start(context, request, reads, done);
    }

    private Cancellable start(CallContext context, byte[] request, List<Read> reads, Consumer<CallResult> done) {
        Asked call = new Asked(text(method.getInputType(), request), reads, done);
        asked.add(call);
        underWay++;
        most = Math.max(most, underWay);
        if (!takes.isZero()) {
            context.loop().schedule(() -> land(call), takes.toNanos());
        } else if (!holds) {
            land(call);
        }
        return () -> underWay--;
    }

    /** Answers the call of that number. */
    void release(int number) {
        land(asked.get(number));
    }

    private void land(Asked call) {
        underWay--;
        call.done().accept(result(answers.apply(call.request()), call.reads()));
    }

    private CallResult result(String text, List<Read> reads) {
        for (Code code : Code.values()) {
            if (code.name().equals(text)) {
                return new Failure(code, "the test says so");
            }
        }
        byte[] message = encode(method.getOutputType(), text);
        List<Piece> pieces = reads.stream()
                .map(read -> (Piece) read.projection().read(message))
                .toList();
        return new Answer(message, pieces);
    }

    static byte[] encode(Descriptor type, String text) {
        try {
            DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
            TextFormat.merge(text, message);
            return message.build().toByteArray();
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(text, e);
        }
    }

    static String text(Descriptor type, byte[] message) {
        try {
            return TextFormat.printer().emittingSingleLine(true).printToString(DynamicMessage.parseFrom(type, message));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
