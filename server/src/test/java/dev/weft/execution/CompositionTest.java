package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What a page's expressions mean while it runs: names, conditions, fallbacks, what goes wrong. */
class CompositionTest {
    private static final PagePlan PLAN = CasePlans.of("composed").get(0);
    private static final String USER =
            "user {id: 7 display_name: 'Ada' languages: 'de' address {city: 'Graz'} " + "create_time {seconds: 60}}";
    private static final String ITEMS =
            "items {id: 'a' title: 'A' price: 2 parts {title: 'P' price: 1} parts {title: 'Q'}} "
                    + "items {id: 'b' title: '_B' price: 5} items {id: 'c' title: 'C' price: 4} total_size: 3";

    private final FakeLoop loop = new FakeLoop();
    private final Map<String, FakeCall> calls = new LinkedHashMap<>();
    private final List<PageResult> results = new ArrayList<>();
    private final List<PageReport> reports = new ArrayList<>();
    private Offload offload = Offload.NEVER;

    private void ask(String request) throws Exception {
        List<FakeCall> made = new ArrayList<>();
        Pages pages = new Pages(
                List.of(PLAN),
                (target, reads, cached) -> {
                    FakeCall call = new FakeCall(reads);
                    made.add(call);
                    return call;
                },
                new PageTimes(
                        Duration.ofSeconds(10), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150))),
                reports::add,
                offload);
        for (int i = 0; i < made.size(); i++) {
            calls.put(PLAN.calls().get(i).name(), made.get(i));
        }
        byte[] message = encode(PLAN.descriptor().getInputType(), request);
        pages.run(PLAN, new PageRequest(loop, message, OptionalLong.empty(), Headers.NONE, "id"), results::add);
    }

    private static byte[] encode(Descriptor type, String text) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.merge(text, message);
        return message.build().toByteArray();
    }

    private FakeCall call(String name) {
        return Objects.requireNonNull(calls.get(name), name);
    }

    private void answer(String name, String text) throws Exception {
        answer(name, text, Optional.empty());
    }

    private void remembered(String name, String text, boolean stale) throws Exception {
        answer(name, text, Optional.of(new Remembered(1_000_000_000L, stale)));
    }

    private void answer(String name, String text, Optional<Remembered> memory) throws Exception {
        int index = new ArrayList<>(calls.keySet()).indexOf(name);
        Descriptor type = PLAN.calls().get(index).target().descriptor().getOutputType();
        call(name).answer(DynamicMessage.parseFrom(type, encode(type, text)), memory);
    }

    private String sent(String name) throws Exception {
        int index = new ArrayList<>(calls.keySet()).indexOf(name);
        Descriptor type = PLAN.calls().get(index).target().descriptor().getInputType();
        return text(type, call(name).request());
    }

    private static String text(Descriptor type, byte[] message) throws Exception {
        return TextFormat.printer().emittingSingleLine(true).printToString(DynamicMessage.parseFrom(type, message));
    }

    private DynamicMessage page() throws Exception {
        assertThat(results).hasSize(1);
        assertThat(results.get(0)).isInstanceOf(Answered.class);
        return DynamicMessage.parseFrom(PLAN.descriptor().getOutputType(), ((Answered) results.get(0)).message());
    }

    private String field(String name) throws Exception {
        DynamicMessage page = page();
        DynamicMessage.Builder only = DynamicMessage.newBuilder(page.getDescriptorForType());
        var field = page.getDescriptorForType().findFieldByName(name);
        if (field.isRepeated() || page.hasField(field)) {
            only.setField(field, page.getField(field));
        }
        return TextFormat.printer().emittingSingleLine(true).printToString(only.build());
    }

    private List<String> missing() {
        return ((Answered) results.get(0)).missing();
    }

    @Test
    void everyFieldIsWorkedOut() throws Exception {
        ask("id: 7 limit: 5 more: true");
        answer("profile", USER);
        assertThat(sent("items")).isEqualTo("user_id: 8 filter { city: \"Graz\" } limit: 10");
        assertThat(call("more").isStarted()).as("it comes after items").isFalse();
        answer("items", ITEMS);
        answer("more", "items {id: 'd' title: 'D' price: 10} total_size: 1");
        assertThat(sent("rest")).isEqualTo("limit: 1");
        answer("rest", "total_size: 9");

        assertThat(field("top"))
                .isEqualTo("top { title: \"hidden\" doubled: 10 inverse: 20 owner: \"Ada b\" } "
                        + "top { title: \"C\" doubled: 8 inverse: 25 owner: \"Ada c\" }");
        assertThat(field("all"))
                .isEqualTo("all { title: \"A\" doubled: 4 inverse: 50 owner: \"Ada a\" "
                        + "parts { title: \"P\" doubled: 2 inverse: 100 owner: \"Ada \" } } "
                        + "all { title: \"hidden\" doubled: 10 inverse: 20 owner: \"Ada b\" } "
                        + "all { title: \"C\" doubled: 8 inverse: 25 owner: \"Ada c\" }");
        assertThat(field("names")).isEqualTo("names: \"_B\" names: \"C\" names: \"de\"");
        assertThat(field("city")).isEqualTo("city: \"Graz\"");
        assertThat(field("nick")).isEqualTo("nick: \"nobody\"");
        assertThat(field("greeting")).isEqualTo("greeting: \"Hello\"");
        assertThat(field("count")).isEqualTo("count: 3");
        assertThat(field("summary")).isEqualTo("summary { total: 9 average: 3.6666666666666665 share: 33 }");
        assertThat(field("found")).contains("\"A\"", "\"D\"");
        assertThat(field("many")).isEqualTo("many: true");
        assertThat(field("created")).isEqualTo("created { seconds: 3660 }");
        assertThat(field("rest")).isEqualTo("rest: 9");
        assertThat(field("status")).contains("name: \"gold\" outcome: OUTCOME_NOT_NEEDED", "complete: true");
        assertThat(missing()).isEmpty();
    }

    @Test
    void aCallThatReadsOneThatWasNotNeededIsNotNeeded() throws Exception {
        ask("id: 7 limit: 5");
        answer("profile", USER);
        answer("items", ITEMS);

        assertThat(call("more").isStarted()).isFalse();
        assertThat(call("rest").isStarted()).isFalse();
        assertThat(field("status"))
                .contains("name: \"more\" outcome: OUTCOME_NOT_NEEDED", "name: \"rest\" outcome: OUTCOME_NOT_NEEDED");
        assertThat(field("rest")).isEmpty();
        assertThat(field("found")).as("goes on without").contains("\"A\"");
        assertThat(missing()).isEmpty();
    }

    @Test
    void aFallbackStandsInForAFailedCall() throws Exception {
        ask("id: 41 limit: 5");
        call("profile").fail(Code.UNAVAILABLE);

        assertThat(call("items").isStarted()).as("there is no city to bind").isFalse();
        assertThat(field("status"))
                .contains("name: \"profile\" outcome: OUTCOME_FALLBACK code: UNAVAILABLE")
                .contains("name: \"items\" outcome: OUTCOME_SKIPPED")
                .contains("name: \"gold\" outcome: OUTCOME_NOT_NEEDED")
                .doesNotContain("complete: true");
        assertThat(field("nick")).isEqualTo("nick: \"nobody\"");
        assertThat(missing()).containsExactly("profile", "items");
    }

    @Test
    void aStaleAnswerIsPreferredToAFallback() throws Exception {
        ask("id: 7 limit: 5");
        remembered("profile", USER, true);
        answer("items", ITEMS);

        assertThat(field("status"))
                .contains("name: \"profile\" outcome: OUTCOME_STALE")
                .doesNotContain("complete: true");
        assertThat(field("city")).isEqualTo("city: \"Graz\"");
        assertThat(missing()).containsExactly("profile");
    }

    @Test
    void aPageOutOfMemoryMayBeUsedAgainThoughACallWasNotNeeded() throws Exception {
        ask("id: 7 limit: 5");
        remembered("profile", USER, false);
        remembered("items", ITEMS, false);

        DynamicMessage page = page();
        Reuse reuse = ((Answered) results.get(0)).reuse().orElseThrow();
        assertThat(reuse.nanos()).isEqualTo(10_000_000_000L);
        assertThat(DynamicMessage.parseFrom(
                        page.getDescriptorForType(), reuse.content().get()))
                .isEqualTo(page.toBuilder()
                        .clearField(page.getDescriptorForType().findFieldByName("status"))
                        .build());
        assertThat(reports.get(0).complete()).isTrue();
    }

    @Test
    void aPageMayBeUsedAgainAsLongAsAllOfItStandsFromWhenItGoesOut() throws Exception {
        ask("id: 7 limit: 5");
        remembered("profile", USER, false);
        loop.advance(Duration.ofMillis(300));
        remembered("items", ITEMS, false);

        Reuse reuse = ((Answered) results.get(0)).reuse().orElseThrow();
        assertThat(reuse.nanos()).isEqualTo(9_700_000_000L);
    }

    @Test
    void aPageOfWhichSomethingWentWrongIsNotUsedAgain() throws Exception {
        ask("id: 7 limit: 5");
        remembered("profile", USER, false);
        remembered("items", "items {id: 'a' title: 'A' price: 0} total_size: 1", false);

        assertThat(missing()).containsExactly("Card.inverse");
        assertThat(((Answered) results.get(0)).reuse()).isEmpty();
        assertThat(reports.get(0).complete()).isFalse();
    }

    @Test
    void aFallbackThatIsAPathReadsAnotherCall() throws Exception {
        ask("id: 7 limit: 5");
        answer("profile", "user {id: 7 level: LEVEL_GOLD display_name: 'Ada' address {city: 'Graz'}}");
        answer("items", ITEMS);
        call("gold").fail(Code.INTERNAL);

        assertThat(field("gold")).contains("\"A\"", "\"C\"");
        assertThat(missing()).containsExactly("gold");
    }

    @Test
    void whatReadsAFailedCallHasNoValueUnlessItGoesOnWithout() throws Exception {
        ask("id: 7 limit: 5 more: true");
        answer("profile", USER);
        call("items").fail(Code.UNAVAILABLE);

        assertThat(call("more").isStarted())
                .as("what it comes after has failed")
                .isFalse();
        assertThat(field("top")).isEmpty();
        assertThat(field("names")).isEmpty();
        assertThat(field("many")).isEmpty();
        assertThat(field("summary")).isEmpty();
        assertThat(field("created")).isEqualTo("created { seconds: 3660 }");
        assertThat(field("status"))
                .contains("name: \"more\" outcome: OUTCOME_SKIPPED")
                .doesNotContain("fields {");
    }

    @Test
    void whatGoesWrongIsSaidUnderItsName() throws Exception {
        ask("id: 7 limit: 5");
        answer("profile", USER);
        answer("items", "items {id: 'a' title: 'A' price: 0} items {id: 'b' title: 'B' price: 0}");

        assertThat(field("all"))
                .isEqualTo("all { title: \"A\" owner: \"Ada a\" } all { title: \"B\" owner: \"Ada b\" }");
        assertThat(field("summary")).isEmpty();
        assertThat(field("status"))
                .contains("fields { name: \"summary.share\" code: OUT_OF_RANGE }")
                .contains("fields { name: \"Card.inverse\" code: OUT_OF_RANGE }")
                .doesNotContain("complete: true");
        assertThat(missing()).containsExactly("summary.share", "Card.inverse");
    }

    @Test
    void aBindThatGoesWrongFailsItsCall() throws Exception {
        ask("id: 7 limit: 2147483647");
        answer("profile", USER);

        assertThat(call("items").isStarted()).isFalse();
        assertThat(field("status"))
                .contains("name: \"items\" outcome: OUTCOME_FAILED code: FAILED_PRECONDITION")
                .doesNotContain("fields {");
    }

    @Test
    void aBindThatComesToNothingSkipsItsCall() throws Exception {
        ask("id: 7 limit: 1");
        answer("profile", "user {id: -1 address {city: 'Graz'}}");

        assertThat(field("status")).contains("name: \"items\" outcome: OUTCOME_SKIPPED");
    }

    @Test
    void whatCanBeWorkedOutWhenTheTimeIsUpIs() throws Exception {
        ask("id: 7 limit: 5 more: true");
        answer("profile", USER);
        answer("items", ITEMS);
        loop.advance(Duration.ofSeconds(10));

        assertThat(field("found")).contains("\"A\"", "\"C\"");
        assertThat(field("status")).contains("name: \"more\" outcome: OUTCOME_FAILED code: DEADLINE_EXCEEDED");
    }

    @Test
    void largeEvaluationsLeaveTheLoop() throws Exception {
        List<Runnable> elsewhere = new ArrayList<>();
        Executor executor = elsewhere::add;
        offload = new Offload(10, executor);
        ask("id: 7 limit: 5");
        answer("profile", USER);
        while (!elsewhere.isEmpty()) {
            assertThat(results).isEmpty();
            elsewhere.remove(0).run();
            loop.advance(Duration.ZERO);
            if (call("items").isStarted() && !call("items").isCancelled() && elsewhere.isEmpty() && results.isEmpty()) {
                answer("items", ITEMS);
            }
        }

        assertThat(field("summary")).contains("total: 9");
        assertThat(field("all")).contains("inverse: 50");
        assertThat(missing()).isEmpty();
    }
}
