package dev.weft.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.plan.Idempotency;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    private static byte[] demo() throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            return in.readAllBytes();
        }
    }

    private static FileDescriptorProto file(String name, String message, String... imports) {
        return FileDescriptorProto.newBuilder()
                .setName(name)
                .addMessageType(DescriptorProto.newBuilder().setName(message))
                .addAllDependency(List.of(imports))
                .build();
    }

    private static byte[] set(FileDescriptorProto... files) {
        return FileDescriptorSet.newBuilder().addAllFile(List.of(files)).build().toByteArray();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> rejected(Map<String, byte[]> sets) {
        return assertThatThrownBy(() -> Schema.parse(sets)).isInstanceOf(SchemaException.class);
    }

    private static Map<String, byte[]> sets(String one, byte[] first, String other, byte[] second) {
        Map<String, byte[]> sets = new LinkedHashMap<>();
        sets.put(one, first);
        sets.put(other, second);
        return sets;
    }

    @Test
    void readsTheOptionsOfPages() throws Exception {
        Schema schema = Schema.parse(Map.of("demo", demo()));

        assertThat(schema.pages())
                .extracting(MethodDescriptor::getFullName)
                .containsExactly("dashboard.v1.DashboardService.GetDashboard");
        MethodDescriptor page = schema.pages().get(0);
        assertThat(Options.page(page).orElseThrow().getTimeout()).isEqualTo("1s");
        assertThat(Options.http(page).orElseThrow().getGet()).isEqualTo("/v1/users/{user_id}/dashboard");
        assertThat(Options.idempotency(page)).isEqualTo(Idempotency.NO_SIDE_EFFECTS);
        assertThat(Options.value(page.getOutputType().findFieldByName("user"))).contains("profile.user");
        assertThat(Options.value(page.getOutputType().findFieldByName("status")))
                .isEmpty();
        assertThat(Options.group(page.getOutputType().findFieldByName("user"))).isFalse();
    }

    @Test
    void findsServicesAndMessagesByName() throws Exception {
        Schema schema = Schema.parse(Map.of("demo", demo()));

        assertThat(schema.service("order.v1.OrderService")).isPresent();
        assertThat(schema.service("order.v1.Order")).isEmpty();
        assertThat(schema.message("order.v1.Order")).isPresent();
        assertThat(schema.message("buf.validate.Rule.nothing")).isEmpty();
        assertThat(schema.packages()).contains("order.v1", "weft.v1");
    }

    @Test
    void knowsWhereThingsStand() throws Exception {
        Schema schema = Schema.parse(Map.of("demo", demo()));
        MethodDescriptor page = schema.pages().get(0);
        Spot spot = Spot.page(page).in("call", 1, 1).in("bind", 4, 2);

        assertThat(schema.locate(spot))
                .isEqualTo(new Located(new Position("dashboard/v1/dashboard.proto", 30, 5), Located.What.STATEMENT, 2));
        assertThat(spot.path()).isEqualTo("call[1].bind[2]");
        assertThat(Options.text(spot)).contains("page_token");
        assertThat(schema.locate(Spot.of(page)).position()).hasToString("dashboard/v1/dashboard.proto:20:7");
    }

    @Test
    void withoutSourcePositionsThingsStandAtTheBeginning() throws Exception {
        FileDescriptorSet.Builder set = FileDescriptorSet.parseFrom(demo()).toBuilder();
        set.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);
        Schema schema = Schema.parse(Map.of("demo", set.build().toByteArray()));

        assertThat(schema.locate(Spot.page(schema.pages().get(0))))
                .isEqualTo(new Located(new Position("dashboard/v1/dashboard.proto", 1, 1), Located.What.NOTHING, 0));
    }

    @Test
    void setsMayOverlapWhereTheyAreEqual() throws Exception {
        FileDescriptorSet.Builder stripped = FileDescriptorSet.parseFrom(demo()).toBuilder();
        stripped.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);

        Schema schema = Schema.parse(sets("one", stripped.build().toByteArray(), "other", demo()));

        assertThat(schema.pages()).hasSize(1);
        assertThat(schema.locate(Spot.of(schema.pages().get(0))).position().line())
                .as("positions of the set that has them")
                .isEqualTo(20);
    }

    @Test
    void aFileOfTwoContentsIsRejected() {
        rejected(sets("old.binpb", set(file("a.proto", "A")), "new.binpb", set(file("a.proto", "B"))))
                .hasMessage("new.binpb: error: has another a.proto than old.binpb (expected: the same file in both)");
    }

    @Test
    void aTypeInTwoFilesIsRejected() {
        rejected(sets("one.binpb", set(file("a.proto", "A")), "other.binpb", set(file("b.proto", "A"))))
                .hasMessage("other.binpb: error: A is declared in two files: a.proto and b.proto");
    }

    @Test
    void aSetWithoutItsImportsIsRejected() {
        rejected(Map.of("a.binpb", set(file("a.proto", "A", "b.proto", "c.proto"))))
                .hasMessage(
                        "a.binpb: error: lacks files that it imports: b.proto, c.proto (expected: a descriptor set with "
                                + "imports, from buf build -o FILE, or protoc --include_imports --include_source_info "
                                + "--descriptor_set_out=FILE)");
    }

    @Test
    void filesThatImportEachOtherAreRejected() {
        rejected(Map.of("a.binpb", set(file("a.proto", "A", "b.proto"), file("b.proto", "B", "a.proto"))))
                .hasMessage("a.binpb: error: files import each other: a.proto -> b.proto -> a.proto");
    }

    @Test
    void whatIsNoDescriptorSetIsRejected() {
        for (byte[] bytes : List.of(
                "syntax = \"proto3\";\n".getBytes(StandardCharsets.UTF_8),
                "{\"file\": []}".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                file("a.proto", "A").toByteArray())) {
            rejected(Map.of("x.proto", bytes))
                    .hasMessageStartingWith(
                            "x.proto: error: not a descriptor set (expected: a google.protobuf.FileDescriptorSet, from buf build");
        }
    }

    @Test
    void anInvalidFileIsRejected() {
        FileDescriptorProto twice = file("a.proto", "A").toBuilder()
                .addMessageType(DescriptorProto.newBuilder().setName("A"))
                .build();

        rejected(Map.of("a.binpb", set(twice))).hasMessageStartingWith("a.binpb: error: a.proto is not valid: ");
    }

    @Test
    void everyProblemOfEverySetIsTold() {
        assertThatThrownBy(() -> Schema.parse(sets("one", new byte[] {1}, "other", new byte[] {2})))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void loadsFiles(@TempDir Path directory) throws Exception {
        Path set = Files.write(directory.resolve("demo.binpb"), demo());

        assertThat(Schema.load(List.of(set)).pages()).hasSize(1);
    }
}
