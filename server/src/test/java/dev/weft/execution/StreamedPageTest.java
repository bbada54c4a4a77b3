package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.rpc.Code;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import dev.weft.plan.RpcPlan;
import dev.weft.plan.StreamedPlan;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A page as a stream, against the same page as one answer. */
class StreamedPageTest {
    private static final List<RpcPlan> PLANS = plans();
    private static final PagePlan PAGE = (PagePlan) PLANS.get(0);
    private static final StreamedPlan STREAM = (StreamedPlan) PLANS.get(1);
    private static final PageTimes TIMES =
            new PageTimes(Duration.ofSeconds(10), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150)));
    private static final String USER = "user {id: 7 display_name: 'Ada' languages: 'de' address {city: 'Graz'} "
            + "create_time {seconds: 60} phone: '1' labels {key: 'a' value: 'b'} level: LEVEL_GOLD}";
    private static final String ITEMS =
            "items {id: 'a' title: 'A' price: 2 parts {title: 'P' price: 1}} items {id: 'b' price: 5} total_size: 3";

    private static List<RpcPlan> plans() {
        try (InputStream in =
                Objects.requireNonNull(StreamedPageTest.class.getResourceAsStream("/dev/weft/planner/cases.binpb"))) {
            Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
            FileDescriptorSet.parseFrom(in).getFileList().forEach(file -> files.put(file.getName(), file));
            Map<String, FileDescriptorProto> chosen = new LinkedHashMap<>();
            add("cases/streamed.proto", files, chosen);
            FileDescriptorSet set =
                    FileDescriptorSet.newBuilder().addAllFile(chosen.values()).build();
            Planning planning = Planner.plan(Schema.parse(Map.of("streamed", set.toByteArray())), Placement.unknown());
            assertThat(planning.diagnostics()).isEmpty();
            return planning.plans();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void add(
            String name, Map<String, FileDescriptorProto> files, Map<String, FileDescriptorProto> chosen) {
        FileDescriptorProto file = Objects.requireNonNull(files.get(name), name);
        file.getDependencyList().forEach(dependency -> add(dependency, files, chosen));
        chosen.put(name, file);
    }

    private static DynamicMessage parse(Descriptor type, String text) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.merge(text, message);
        return message.build();
    }

    /** The same page twice, on one clock: as one answer, and as a stream. */
    private static final class Twice {
        final FakeLoop loop = new FakeLoop();
        final List<FakeCall> unary = new ArrayList<>();
        final List<FakeCall> streamed = new ArrayList<>();
        final List<PageResult> results = new ArrayList<>();
        final List<PageReport> reports = new ArrayList<>();
        final FakeStreamClient client = new FakeStreamClient();
        final RunningStream stream;
        private final List<Integer> open = new ArrayList<>();

        Twice(boolean elsewhere, String request) throws Exception {
            Offload offload = elsewhere ? new Offload(0, loop::execute) : Offload.NEVER;
            Pages pages =
                    new Pages(List.of(PAGE), (target, reads, cached) -> made(reads, unary), TIMES, it -> {}, offload);
            Streams streams = new Streams(
                    List.of(STREAM),
                    (target, reads, cached) -> made(reads, streamed),
                    (target, response) -> {
                        throw new AssertionError("nothing is passed on");
                    },
                    TIMES,
                    reports::add,
                    offload);
            byte[] message = parse(PAGE.descriptor().getInputType(), request).toByteArray();
            for (int call = 0; call < PAGE.calls().size(); call++) {
                open.add(call);
            }
            pages.run(PAGE, new PageRequest(loop, message, OptionalLong.empty(), Headers.NONE, "id"), results::add);
            stream = streams.start(
                    STREAM, new StreamRequest(loop, OptionalLong.empty(), Headers.NONE, "id", false), client);
            assertThat(client.requested).isEqualTo(1);
            stream.message(message);
            stream.halfClosed();
            settle();
        }

        private static FakeCall made(List<dev.weft.plan.Read> reads, List<FakeCall> calls) {
            FakeCall call = new FakeCall(reads);
            calls.add(call);
            return call;
        }

        void settle() {
            loop.advance(Duration.ZERO);
        }

        /** The calls that have been made and not answered: the same ones on both sides. */
        List<Integer> waiting() {
            List<Integer> waiting =
                    open.stream().filter(call -> unary.get(call).isStarted()).toList();
            assertThat(open.stream().filter(call -> streamed.get(call).isStarted()))
                    .as("calls that are made")
                    .isEqualTo(waiting);
            return waiting;
        }

        void answer(int call, String text) throws Exception {
            open.remove((Integer) call);
            Descriptor type = PAGE.calls().get(call).target().descriptor().getOutputType();
            unary.get(call).answer(parse(type, text));
            streamed.get(call).answer(parse(type, text));
            settle();
        }

        void fail(int call) {
            open.remove((Integer) call);
            unary.get(call).fail(Code.UNAVAILABLE);
            streamed.get(call).fail(Code.UNAVAILABLE);
            settle();
        }

        void ready(boolean ready) {
            client.ready = ready;
            if (ready) {
                stream.ready();
                settle();
            }
        }

        String type(int call) {
            return PAGE.calls().get(call).target().descriptor().getOutputType().getName();
        }

        void compare() throws Exception {
            assertThat(results).hasSize(1);
            assertThat(client.ends).isEqualTo(1);
            assertThat(reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.plan().name()).isEqualTo(STREAM.name()));
            if (results.get(0) instanceof Failed failed) {
                assertThat(client.failure).isEqualTo(failed.status());
                return;
            }
            Answered answered = (Answered) results.get(0);
            Descriptor type = PAGE.descriptor().getOutputType();
            DynamicMessage.Builder merged = DynamicMessage.newBuilder(type);
            FieldDescriptor status = type.findFieldByName("status");
            Map<FieldDescriptor, Integer> times = new LinkedHashMap<>();
            for (int i = 0; i < client.messages.size(); i++) {
                DynamicMessage message = DynamicMessage.parseFrom(type, client.messages.get(i));
                assertThat(message.getAllFields()).isNotEmpty();
                message.getAllFields().keySet().forEach(field -> times.merge(field, 1, Integer::sum));
                assertThat(message.hasField(status)).isEqualTo(i == client.messages.size() - 1);
                merged.mergeFrom(message);
            }
            assertThat(times.values()).as("how often each field is sent").containsOnly(1);
            assertThat(sorted(merged.build())).isEqualTo(sorted(DynamicMessage.parseFrom(type, answered.message())));
            assertThat(client.missing).containsExactlyInAnyOrderElementsOf(answered.missing());
        }

        /** What went wrong beside the calls is told in the order in which it did. */
        private static String sorted(DynamicMessage page) {
            FieldDescriptor status = page.getDescriptorForType().findFieldByName("status");
            FieldDescriptor fields = status.getMessageType().findFieldByName("fields");
            DynamicMessage.Builder inOrder = ((DynamicMessage) page.getField(status)).toBuilder();
            List<Object> all = new ArrayList<>((List<?>) inOrder.getField(fields));
            all.sort(Comparator.comparing(Object::toString));
            inOrder.setField(fields, all);
            return page.toBuilder().setField(status, inOrder.build()).build().toString();
        }
    }

    @Property(tries = 500)
    void mergedItIsThePage(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Twice page = new Twice(random.nextBoolean(), "id: 7 limit: 3 more: " + random.nextBoolean());
        while (page.client.ends == 0 && !page.waiting().isEmpty()) {
            List<Integer> waiting = page.waiting();
            int call = waiting.get(random.nextInt(waiting.size()));
            switch (random.nextInt(8)) {
                case 0 -> page.fail(call);
                case 1 -> page.answer(call, "");
                case 2, 3 -> page.ready(!page.client.ready);
                case 4 -> page.loop.advance(Duration.ofMillis(random.nextInt(2500)));
                default -> page.answer(call, page.type(call).equals("GetUserResponse") ? USER : ITEMS);
            }
        }
        page.compare();
    }

    private static List<String> fields(byte[] message) throws Exception {
        return DynamicMessage.parseFrom(PAGE.descriptor().getOutputType(), message).getAllFields().keySet().stream()
                .map(FieldDescriptor::getName)
                .toList();
    }

    @Test
    void whatHasLandedGoesOutAtOnce() throws Exception {
        Twice page = new Twice(false, "id: 7 limit: 3");
        assertThat(page.client.messages).hasSize(1);
        assertThat(fields(page.client.messages.get(0))).containsExactly("greeting", "asked");
        page.answer(0, USER);
        assertThat(page.client.messages).hasSize(2);
        assertThat(fields(page.client.messages.get(1))).containsExactly("city", "nick", "created", "phone", "labels");
    }

    @Test
    void whoTakesNothingGetsItTogether() throws Exception {
        Twice page = new Twice(false, "id: 7 limit: 3");
        page.client.ready = false;
        page.answer(0, USER);
        page.answer(1, ITEMS);
        assertThat(page.client.messages).hasSize(1);
        page.ready(true);
        assertThat(page.client.messages).hasSize(2);
        assertThat(fields(page.client.messages.get(1)))
                .contains("city", "all", "count")
                .doesNotContain("status");
    }

    @Test
    void aRequiredCallThatFailsEndsItWithItsStatus() throws Exception {
        Twice page = new Twice(false, "id: 7 limit: 3");
        page.answer(0, USER);
        page.fail(5);
        assertThat(page.client.messages).hasSize(2);
        assertThat(Objects.requireNonNull(page.client.failure).getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
        page.compare();
    }

    @Test
    void aClientThatGoesBreaksItsCallsOff() throws Exception {
        Twice page = new Twice(false, "id: 7 limit: 3");
        page.stream.cancel();
        assertThat(page.streamed.get(0).isCancelled()).isTrue();
        assertThat(page.client.ends).isZero();
        assertThat(page.reports)
                .singleElement()
                .satisfies(report -> assertThat(report.code()).isEqualTo(Code.CANCELLED));
    }
}
