package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pages of what only proto2 has. */
class Proto2Test {
    private static final PagePlan PLAN = PageFixture.plan("proto2");

    private final FakeLoop loop = new FakeLoop();
    private final List<PageResult> results = new ArrayList<>();

    private String answer(byte[] response) throws Exception {
        Pages pages = new Pages(
                List.of(PLAN),
                (target, reads, cached) -> (context, request, done) -> {
                    List<Piece> pieces = reads.stream()
                            .map(read -> (Piece) read.projection().read(response))
                            .toList();
                    done.accept(new Answer(response, pieces));
                    return () -> {};
                },
                new PageTimes(
                        Duration.ofSeconds(1), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150))),
                report -> {},
                Offload.NEVER);
        byte[] request = FakeService.encode(PLAN.descriptor().getInputType(), "id: 1");
        pages.run(PLAN, new PageRequest(loop, request, OptionalLong.empty(), Headers.NONE, "id"), results::add);
        assertThat(results).singleElement().isInstanceOf(Answered.class);
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(DynamicMessage.parseFrom(
                        PLAN.descriptor().getOutputType(), ((Answered) results.get(0)).message()));
    }

    @Test
    void whatAnElementDoesNotHaveIsItsOwnDefault() throws Exception {
        byte[] response = FakeService.encode(
                PLAN.calls().get(0).target().descriptor().getOutputType(),
                "elements {plain: 3} elements {count: 1 shade: SHADE_LIGHT}");

        assertThat(answer(response))
                .isEqualTo("counts: 7 counts: 1 shades: SHADE_DARK shades: SHADE_LIGHT plain: 3 plain: 0"
                        + " cards { plain: 3 doubled: 14 } cards { doubled: 2 }");
    }

    /** A group is not copied, and not looked into before a formula is given the message that it is in. */
    @Test
    void aDamagedGroupCostsTheFieldThatIsWorkedOutBesideIt() throws Exception {
        byte[] response = HexFormat.of().parseHex("0a07" + "1803" + "230a01ff24");

        assertThat(answer(response)).endsWith("cards { plain: 3 }");
        assertThat(((Answered) results.get(0)).missing()).containsExactly("Card.doubled");
    }
}
