package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.Headers;
import dev.weft.downstream.UnaryCall;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.CacheRule;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.plan.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page answers, and what it calls, when less of it is asked for (AIP-157). */
class ReadMaskTest {
    private static final List<PagePlan> PLANS = CasePlans.of("masked");
    private static final PagePlan PAGE = PLANS.get(0);
    private static final PagePlan SHARED = PLANS.get(1);
    private static final Map<String, String> ANSWERS = Map.of(
            "profile",
            "user {id: 7 display_name: 'Ada' address {city: 'Graz' street: 'Gasse'} create_time {seconds: 60} phone: '1' "
                    + "homes {key: 1 value {city: 'Wien' street: 'Ring'}} labels {key: 'a' value: 'b'} "
                    + "friend {id: 8 display_name: 'Eva' friend {id: 9 email: 'x'}}}",
            "touch",
            "user {id: 7}",
            "items",
            "items {id: 'a' title: 'A' price: 2 parts {title: 'P' price: 1}} items {id: 'b' title: 'B' price: 5} total_size: 2",
            "more",
            "total_size: 4",
            "rest",
            "total_size: 5",
            "gold",
            "items {id: 'g' title: 'G' price: 10}");

    private final FakeLoop loop = new FakeLoop();
    private final List<Map.Entry<String, FakeCall>> made = new ArrayList<>();
    private final List<PageResult> results = new ArrayList<>();
    private final List<PageReport> reports = new ArrayList<>();
    private PagePlan plan = PAGE;

    /** Asks, and answers every call that is made, with an answer that is remembered for ten seconds. */
    private void ask(List<String> paths) throws Exception {
        pages().run(plan, request(paths), results::add);
        answerAll(Set.of());
    }

    private Pages pages() {
        return new Pages(
                List.of(plan),
                (target, reads, cached) -> {
                    FakeCall call = new FakeCall(reads);
                    String name =
                            plan.calls().get(made.size() % plan.calls().size()).name();
                    made.add(Map.entry(name, call));
                    return call;
                },
                new PageTimes(
                        Duration.ofSeconds(10), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150))),
                reports::add,
                Offload.NEVER);
    }

    private PageRequest request(List<String> paths) {
        ByteString mask = FieldMask.newBuilder().addAllPaths(paths).build().toByteString();
        UnknownFieldSet.Builder request = UnknownFieldSet.newBuilder()
                .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(7).build());
        if (!paths.isEmpty()) {
            request.addField(
                    2,
                    UnknownFieldSet.Field.newBuilder().addLengthDelimited(mask).build());
        }
        byte[] message = request.build().toByteArray();
        return new PageRequest(loop, message, OptionalLong.empty(), Headers.NONE, "id");
    }

    private void answerAll(Set<String> failing) throws Exception {
        Set<FakeCall> answered = new HashSet<>();
        for (boolean more = true; more; ) {
            more = false;
            for (Map.Entry<String, FakeCall> call : List.copyOf(made)) {
                if (call.getValue().isStarted() && answered.add(call.getValue())) {
                    more = true;
                    answer(call.getKey(), call.getValue(), failing);
                }
            }
        }
    }

    private void answer(String name, FakeCall call, Set<String> failing) throws Exception {
        if (failing.contains(name)) {
            call.fail(Code.UNAVAILABLE);
            return;
        }
        Descriptor type = plan.calls().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow()
                .target()
                .descriptor()
                .getOutputType();
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.merge(Objects.requireNonNull(ANSWERS.get(name)), message);
        call.answer(message.build(), Optional.of(new Remembered(0, false)));
    }

    private Set<String> called() {
        return made.stream()
                .filter(call -> call.getValue().isStarted())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Answered answered() {
        assertThat(results).singleElement().isInstanceOf(Answered.class);
        return (Answered) results.get(0);
    }

    private DynamicMessage page() throws InvalidProtocolBufferException {
        return DynamicMessage.parseFrom(
                plan.descriptor().getOutputType(), answered().message());
    }

    private String text() throws InvalidProtocolBufferException {
        return TextFormat.printer().emittingSingleLine(true).printToString(page());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            greeting                | profile,touch                 | greeting: "Hello"
            user.display_name       | profile,touch                 | user { display_name: "Ada" }
            user.address.city,greeting | profile,touch              | user { address { city: "Graz" } } greeting: "Hello"
            user.homes.*.city       | profile,touch                 | user { homes { key: 1 value { city: "Wien" } } }
            user.homes.*            | profile,touch                 | user { homes { key: 1 value { street: "Ring" city: "Wien" } } }
            user.labels             | profile,touch                 | user { labels { key: "a" value: "b" } }
            user.friend.friend.id   | profile,touch                 | user { friend { friend { id: 9 } } }
            user.create_time,user.email | profile,touch             | user { create_time { seconds: 60 } }
            user.address.*          | profile,touch                 | user { address { street: "Gasse" city: "Graz" } }
            items.id                | items,profile,touch           | items { id: "a" } items { id: "b" }
            items.*.id,items.parts.title | items,profile,touch      | items { id: "a" parts { title: "P" } } items { id: "b" }
            top.id                  | items,profile,touch           | top { id: "b" } top { id: "a" }
            summary.total           | items,profile,touch           | summary { total: 2 }
            summary.depth.name      | profile,touch                 | summary { depth { name: "Ada" } }
            more                    | items,more,profile,touch      | more: 4
            rest                    | items,more,profile,rest,touch | rest: 5
            gold.id                 | gold,items,profile,touch      | gold { id: "g" }
            status.complete         | profile,touch                 | status { complete: true }
            """)
    void answersAndCallsWhatIsNamed(String paths, String called, String expected) throws Exception {
        ask(List.of(paths.split(",")));

        assertThat(text().strip()).isEqualTo(expected);
        assertThat(String.join(",", called())).isEqualTo(called);
    }

    @Test
    void anEmptyMaskAndAStarAreEverything() throws Exception {
        for (List<String> paths : List.of(List.<String>of(), List.of("*"), List.of("user.id", "*"))) {
            results.clear();
            made.clear();
            ask(paths);
            assertThat(called()).containsExactly("gold", "items", "more", "profile", "rest", "touch");
            assertThat(page().getAllFields()).hasSize(10);
        }
    }

    @Test
    void theStatusIsThereWhenItIsNamedAndTellsWhatWasNotNeeded() throws Exception {
        ask(List.of("more", "status"));

        assertThat(text())
                .contains(
                        "complete: true",
                        "name: \"rest\" outcome: OUTCOME_NOT_NEEDED",
                        "name: \"gold\" outcome: OUTCOME_NOT_NEEDED")
                .contains("name: \"items\" outcome: OUTCOME_CACHED");
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.complete()).isTrue();
            assertThat(report.calls()).hasSize(6);
        });
    }

    @Test
    void partOfTheStatus() throws Exception {
        ask(List.of("status.calls.name"));

        assertThat(text()).startsWith("status { calls { name: \"profile\" } calls { name: \"touch\" }");
    }

    @Test
    void whatFillsOnlyWhatIsLeftOutIsNotWorkedOut() throws Exception {
        Map<String, String> zero = new LinkedHashMap<>(ANSWERS);
        zero.put("items", "items {id: 'a' title: 'A' price: 0}");
        pages().run(plan, request(List.of("items.id", "summary.total", "status")), results::add);
        for (Map.Entry<String, FakeCall> call : List.copyOf(made)) {
            if (call.getKey().equals("items") && call.getValue().isStarted()) {
                DynamicMessage.Builder items = DynamicMessage.newBuilder(
                        plan.calls().get(2).target().descriptor().getOutputType());
                TextFormat.merge(zero.get("items"), items);
                call.getValue().answer(items.build());
            } else if (call.getValue().isStarted()) {
                answer(call.getKey(), call.getValue(), Set.of());
            }
        }
        answerLast("touch");

        // "cheap" divides by the total size, and "inverse" by the price: both are zero.
        assertThat(text()).contains("complete: true", "items { id: \"a\" }").doesNotContain("fields");
        assertThat(answered().missing()).isEmpty();
    }

    private void answerLast(String name) throws Exception {
        for (Map.Entry<String, FakeCall> call : List.copyOf(made)) {
            if (call.getKey().equals(name) && call.getValue().isStarted()) {
                answer(name, call.getValue(), Set.of());
            }
        }
    }

    @Test
    void onlyTheCallsOfTheWholePageAreFoundForGood() {
        List<String> found = new ArrayList<>();
        CallSource source = new CallSource() {
            @Override
            public UnaryCall call(Target target, List<Read> reads, Optional<CacheRule> cached) {
                found.add("page");
                return new FakeCall(reads);
            }

            @Override
            public UnaryCall callOfPart(Target target, List<Read> reads, Optional<CacheRule> cached) {
                found.add("part");
                return new FakeCall(reads);
            }
        };
        PageTimes times = new PageTimes(
                Duration.ofSeconds(10), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150)));
        Pages pages = new Pages(List.of(plan), source, times, reports::add, Offload.NEVER);
        assertThat(found).containsOnly("page");
        found.clear();
        pages.run(plan, request(List.of("greeting")), results::add);
        assertThat(found).containsOnly("part");
    }

    @Test
    void aRequiredCallIsAGuardWhateverIsAskedFor() throws Exception {
        pages().run(plan, request(List.of("greeting")), results::add);
        answerAll(Set.of("profile"));

        assertThat(results).singleElement().isInstanceOf(PageResult.Failed.class);
    }

    @Test
    void aFallbackThatIsAskedForIsRunWithWhatItReads() throws Exception {
        pages().run(plan, request(List.of("gold.id", "status")), results::add);
        answerAll(Set.of("gold"));

        assertThat(called()).contains("gold", "items");
        assertThat(text()).startsWith("gold { id: \"a\" } gold { id: \"b\" }").contains("OUTCOME_FALLBACK");
    }

    @Test
    void howLongAnAnswerStandsIsSaidByTheCallsThatWereMade() throws Exception {
        plan = SHARED;
        ask(List.of("items.id"));
        assertThat(called()).containsExactly("items");
        assertThat(answered().reuse()).hasValueSatisfying(reuse -> {
            assertThat(reuse.shared()).isTrue();
            assertThat(reuse.nanos()).isEqualTo(10_000_000_000L);
            assertThat(reuse.content().get()).isEqualTo(answered().message());
        });
        results.clear();
        ask(List.of("items.id", "more"));
        assertThat(answered().reuse())
                .hasValueSatisfying(reuse -> assertThat(reuse.shared()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user.display_nam  | "user.display_nam": cases.masked.User has no field "display_nam" (expected: id, display_name, address, homes, labels, create_time, friend, email, phone; did you mean "display_name"?)
            user.displayName  | "user.displayName": cases.masked.User has no field "displayName" (expected: id, display_name, address, homes, labels, create_time, friend, email, phone; did you mean "display_name"?)
            usr               | "usr": cases.masked.GetPageResponse has no field "usr" (expected: user, items, top, summary, more, rest, gold, greeting, touched, status; did you mean "user"?)
            greeting.text     | "greeting.text": GetPageResponse.greeting is string: a mask does not go into it (expected: greeting as a whole)
            user.create_time.seconds | "user.create_time.seconds": User.create_time is google.protobuf.Timestamp: a mask does not go into it (expected: create_time as a whole)
            user.homes.1      | "user.homes.1": User.homes is a map from int32 to cases.masked.Address, and its keys cannot be chosen (expected: homes.* and a field of the values)
            user.*.id         | "user.*.id": a "*" has no meaning after GetPageResponse.user, which is cases.masked.User (expected: "*" for the elements of a list or map, once)
            items.*.*         | "items.*.*": a "*" has no meaning after GetPageResponse.items.* (expected: "*" for the elements of a list or map, once)
            user..id          | "user..id": cases.masked.User has no field "" (expected: id, display_name, address, homes, labels, create_time, friend, email, phone)
            """)
    void saysWhatIsWrongWithAPath(String path, String problem) throws Exception {
        ask(List.of("items.id", path));

        assertThat(called()).isEmpty();
        assertThat(results).singleElement().isInstanceOfSatisfying(PageResult.Failed.class, failed -> {
            Status status = failed.status();
            assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
            assertThat(status.getMessage()).isEqualTo("read_mask: " + problem);
            assertThat(details(status).getFieldViolationsList()).singleElement().satisfies(violation -> {
                assertThat(violation.getField()).isEqualTo("read_mask");
                assertThat(violation.getDescription()).isEqualTo(problem);
            });
        });
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.INVALID_ARGUMENT));
    }

    private static BadRequest details(Status status) {
        try {
            return status.getDetails(0).unpack(BadRequest.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAClientCanMakeItDoIsBounded() throws Exception {
        ask(List.of("user" + ".friend".repeat(150) + ".id"));
        ask(List.of("x".repeat(900)));
        ask(List.of("x", "x", "x", "x", "x", "x", "x", "x", "x", "x"));
        List<String> many = new ArrayList<>();
        for (int i = 1; i < 60; i++) {
            many.add("user" + ".friend".repeat(i) + ".id");
        }
        ask(many);

        assertThat(results)
                .extracting(result -> ((PageResult.Failed) result).status().getMessage())
                .satisfiesExactly(
                        first -> assertThat(first).contains("1057 characters long (expected: at most 1000)"),
                        second -> assertThat(second).contains("no field of so long a name"),
                        third -> assertThat(third).contains("has no field \"x\""),
                        fourth -> assertThat(fourth).contains("too many fields (expected: at most 1000)"));
        assertThat(details(((PageResult.Failed) results.get(2)).status()).getFieldViolationsCount())
                .isEqualTo(8);
    }

    @Test
    void aPartIsCompiledOnce() throws Exception {
        Pages pages = pages();
        pages.run(plan, request(List.of("items.id", "user.id")), results::add);
        int compiled = made.size();
        pages.run(plan, request(List.of("user.id", "items.*.id", "user.id")), results::add);
        assertThat(made).hasSize(compiled);
        pages.run(plan, request(List.of("user.id")), results::add);
        assertThat(made).hasSizeGreaterThan(compiled);
    }

    /** The slow way: the whole page, and what is not named cleared. */
    @Property(tries = 200)
    void isThePageWithoutTheRest(@ForAll("masks") List<String> paths) throws Exception {
        made.clear();
        results.clear();
        plan = PAGE;
        ask(List.of());
        DynamicMessage expected = SlowMask.apply(withoutStatus(page()), paths);
        results.clear();
        made.clear();
        ask(paths);

        assertThat(page()).isEqualTo(expected);
    }

    private static DynamicMessage withoutStatus(DynamicMessage page) {
        return page.toBuilder()
                .clearField(page.getDescriptorForType().findFieldByName("status"))
                .build();
    }

    @Provide
    Arbitrary<List<String>> masks() {
        return SlowMask.any(PAGE.descriptor().getOutputType());
    }
}
