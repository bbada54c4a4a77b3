package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.weft.plan.CallPlan;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.schema.Schema;
import dev.weft.wire.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a plan on messages in text format, one call after the other: what the plan means, without any of how it is run. */
final class Run {
    private final Schema schema;
    private final PagePlan plan;
    private final Piece[] slots;
    private final Map<String, String> requests = new LinkedHashMap<>();

    private Run(Schema schema, PagePlan plan) {
        this.schema = schema;
        this.plan = plan;
        this.slots = new Piece[plan.slots()];
    }

    /**
     * What was sent and answered.
     *
     * @param requests of the calls that were made, by name
     * @param answer the page
     */
    record Result(Map<String, String> requests, String answer) {}

    /** Answers the calls that {@code responses} has an answer for; the others fail. */
    static Result of(Schema schema, PagePlan plan, String request, Map<String, String> responses) throws Exception {
        return new Run(schema, plan).run(request, responses);
    }

    private Result run(String request, Map<String, String> responses) throws Exception {
        read(plan.requestReads(), encode(plan.descriptor().getInputType(), request));
        List<CallPlan> waiting = new ArrayList<>(plan.calls());
        Set<Integer> done = new HashSet<>();
        while (!waiting.isEmpty()) {
            CallPlan next = waiting.stream()
                    .filter(call -> done.containsAll(call.waitsFor()))
                    .findFirst()
                    .orElseThrow();
            waiting.remove(next);
            done.add(next.index());
            call(next, responses);
        }
        return new Result(
                requests,
                decode(plan.descriptor().getOutputType(), plan.answer().render(slots)));
    }

    private void call(CallPlan call, Map<String, String> responses) throws Exception {
        if (call.needs().stream().anyMatch(need -> slots[need.slot()] == null || slots[need.slot()].isEmpty())) {
            return;
        }
        var method = schema.service(call.target().method().service())
                .orElseThrow()
                .findMethodByName(call.target().method().method());
        requests.put(call.name(), decode(method.getInputType(), call.request().render(slots)));
        if (responses.containsKey(call.name())) {
            read(call.reads(), encode(method.getOutputType(), responses.get(call.name())));
        }
    }

    private void read(List<Read> reads, byte[] message) {
        for (Read read : reads) {
            assertThat(read.projection().read(message)).isInstanceOf(Piece.class);
            slots[read.slot()] = (Piece) read.projection().read(message);
        }
    }

    private static byte[] encode(Descriptor type, String text) throws TextFormat.ParseException {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        TextFormat.merge(text, builder);
        return builder.build().toByteArray();
    }

    private static String decode(Descriptor type, byte[] bytes) throws InvalidProtocolBufferException {
        Message message = DynamicMessage.parseFrom(type, bytes);
        return TextFormat.printer().emittingSingleLine(true).printToString(message);
    }
}
