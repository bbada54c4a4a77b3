package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.weft.diagnostics.Severity;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.Cancellable;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.PagePlan;
import dev.weft.planner.Limits;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** One page below {@code src/test/cases/cases}, run over fakes of the methods that it calls. */
final class PageFixture {
    final FakeLoop loop = new FakeLoop();
    private final PagePlan plan;
    private final Map<String, FakeService> services = new HashMap<>();
    private final List<PageResult> results = new ArrayList<>();
    private final List<PageReport> reports = new ArrayList<>();
    private final Pages pages;
    private Cancellable running = () -> {};

    PageFixture(PagePlan plan) {
        this(plan, Offload.NEVER);
    }

    PageFixture(PagePlan plan, Offload offload) {
        this.plan = plan;
        this.pages = new Pages(
                List.of(plan),
                (target, reads, cached) -> services.computeIfAbsent(
                                target.method().method(), name -> new FakeService(target.descriptor()))
                        .call(reads),
                new PageTimes(
                        Duration.ofSeconds(10), new AnswerMargin(0.1, Duration.ofMillis(10), Duration.ofMillis(150))),
                reports::add,
                offload);
    }

    static PagePlan plan(String name) {
        return plan(name, Limits.DEFAULT);
    }

    static PagePlan plan(String name, Limits limits) {
        try (InputStream in =
                Objects.requireNonNull(PageFixture.class.getResourceAsStream("/dev/weft/planner/cases.binpb"))) {
            Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
            FileDescriptorSet.parseFrom(in).getFileList().forEach(file -> files.put(file.getName(), file));
            Map<String, FileDescriptorProto> chosen = new LinkedHashMap<>();
            add("cases/" + name + ".proto", files, chosen);
            FileDescriptorSet set =
                    FileDescriptorSet.newBuilder().addAllFile(chosen.values()).build();
            Planning planning =
                    Planner.plan(Schema.parse(Map.of(name, set.toByteArray())), Placement.unknown(), limits);
            assertThat(planning.diagnostics()).noneMatch(it -> it.severity() == Severity.ERROR);
            return (PagePlan) planning.plans().get(0);
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

    /** The method of that name. */
    FakeService service(String method) {
        return Objects.requireNonNull(services.get(method), method);
    }

    void ask(String request) {
        byte[] message = FakeService.encode(plan.descriptor().getInputType(), request);
        running =
                pages.run(plan, new PageRequest(loop, message, OptionalLong.empty(), Headers.NONE, "id"), results::add);
    }

    void clientGoes() {
        running.cancel();
    }

    boolean isAnswered() {
        return !results.isEmpty();
    }

    PageResult result() {
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    /** Whether all that it began has ended. */
    boolean isOver() {
        return !reports.isEmpty();
    }

    PageReport report() {
        return reports.get(0);
    }

    DynamicMessage page() {
        assertThat(result()).isInstanceOf(Answered.class);
        try {
            return DynamicMessage.parseFrom(plan.descriptor().getOutputType(), ((Answered) result()).message());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** One field of the answer, in text format. */
    String field(String name) {
        DynamicMessage page = page();
        FieldDescriptor field = page.getDescriptorForType().findFieldByName(name);
        DynamicMessage.Builder only = DynamicMessage.newBuilder(page.getDescriptorForType());
        if (field.isRepeated() || page.hasField(field)) {
            only.setField(field, page.getField(field));
        }
        return TextFormat.printer().emittingSingleLine(true).printToString(only.build());
    }

    List<String> missing() {
        return ((Answered) result()).missing();
    }
}
