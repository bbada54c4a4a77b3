package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.Code;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fallback;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.plan.CallPlan;
import dev.weft.plan.StatusField;
import dev.weft.v1.PageStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageStatusFieldTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int FIELD = 15;

    private final CallPlan plan = PageFixture.plan("aliases").calls().get(0);

    @Test
    void saysWhatBecameOfEachCall() throws Exception {
        assertThat(call(new Fresh(3))).isEqualTo("outcome: OUTCOME_FRESH took { nanos: 3 }");
        assertThat(call(new Fresh(0))).isEqualTo("outcome: OUTCOME_FRESH took { }");
        assertThat(call(new Cached(2 * SECOND + 1, SECOND)))
                .isEqualTo("outcome: OUTCOME_CACHED age { seconds: 2 nanos: 1 } took { seconds: 1 }");
        assertThat(call(new Stale(90 * SECOND, 5)))
                .isEqualTo("outcome: OUTCOME_STALE age { seconds: 90 } took { nanos: 5 }");
        assertThat(call(new Failed(Code.UNAVAILABLE, "why", 7)))
                .isEqualTo("outcome: OUTCOME_FAILED code: UNAVAILABLE took { nanos: 7 }");
        assertThat(call(new Fallback(new Failed(Code.UNAVAILABLE, "why", 7))))
                .isEqualTo("outcome: OUTCOME_FALLBACK code: UNAVAILABLE took { nanos: 7 }");
        assertThat(call(new Fallback(new Skipped("why")))).isEqualTo("outcome: OUTCOME_FALLBACK");
        assertThat(call(new Skipped("why"))).isEqualTo("outcome: OUTCOME_SKIPPED");
        assertThat(call(new NotNeeded())).isEqualTo("outcome: OUTCOME_NOT_NEEDED");
    }

    @Test
    void isCompleteWhenEveryCallIs() throws Exception {
        assertThat(status(List.of(new Fresh(1), new Cached(1, 1), new NotNeeded()), Map.of())
                        .getComplete())
                .isTrue();
        for (Outcome lacking : List.of(new Stale(1, 1), new Skipped("why"), new Fallback(new Skipped("why")))) {
            assertThat(status(List.of(lacking, new Fresh(1)), Map.of()).getComplete())
                    .isFalse();
            assertThat(status(List.of(new Fresh(1), lacking), Map.of()).getComplete())
                    .isFalse();
        }
    }

    @Test
    void namesCallsAndBrokenFieldsInTheirOrder() throws Exception {
        Map<String, Code> broken = new LinkedHashMap<>();
        broken.put("total", Code.OUT_OF_RANGE);
        broken.put("Card.price", Code.INVALID_ARGUMENT);

        PageStatus status = status(List.of(new Fresh(1), new Skipped("why")), broken);

        assertThat(TextFormat.printer()
                        .emittingSingleLine(true)
                        .printToString(status)
                        .strip())
                .isEqualTo("calls { name: \"%1$s\" outcome: OUTCOME_FRESH took { nanos: 1 } } ".formatted(plan.name())
                        + "calls { name: \"%1$s\" outcome: OUTCOME_SKIPPED } ".formatted(plan.name())
                        + "fields { name: \"total\" code: OUT_OF_RANGE } "
                        + "fields { name: \"Card.price\" code: INVALID_ARGUMENT }");
    }

    private String call(Outcome outcome) throws InvalidProtocolBufferException {
        PageStatus status = status(List.of(outcome), Map.of());
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(status.getCalls(0).toBuilder().clearName())
                .strip();
    }

    private PageStatus status(List<Outcome> outcomes, Map<String, Code> broken) throws InvalidProtocolBufferException {
        CallRun[] calls = outcomes.stream().map(this::ended).toArray(CallRun[]::new);
        byte[] field =
                PageStatusField.encode(new StatusField(FIELD), calls, broken).toByteArray();
        UnknownFieldSet page = UnknownFieldSet.parseFrom(field);
        PageStatus status = PageStatus.parseFrom(
                page.getField(FIELD).getLengthDelimitedList().get(0));
        assertThat(status.getUnknownFields().asMap()).isEmpty();
        assertThat(status.toByteString())
                .isEqualTo(page.getField(FIELD).getLengthDelimitedList().get(0));
        return status;
    }

    private CallRun ended(Outcome outcome) {
        CallRun run = new CallRun(plan);
        run.ended(outcome);
        return run;
    }
}
