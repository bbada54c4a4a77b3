package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.logging.v2.LoggingConfigProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.weft.schema.Schema;
import dev.weft.v1.Cache;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is in the description; that it is one is checked with a public validator, by .ci/run. */
class OpenApiTest {
    private static Struct describe(List<MethodDescriptor> methods) throws Exception {
        Struct.Builder document = Struct.newBuilder();
        JsonFormat.parser().merge(new String(OpenApi.describe(methods), UTF_8), document);
        return document.build();
    }

    private static Struct dashboard() throws Exception {
        return describe(pages("/dev/weft/dashboard.binpb"));
    }

    private static List<MethodDescriptor> pages(String schema) throws Exception {
        try (InputStream set = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream(schema))) {
            return Schema.parse(Map.of(schema, set.readAllBytes())).pages();
        }
    }

    private static Struct store() throws Exception {
        return describe(HttpFixture.schema(Store.file()).services().get(0).getMethods());
    }

    private static Struct at(Struct from, String... path) {
        Struct at = from;
        for (String name : path) {
            assertThat(at.getFieldsMap()).containsKey(name);
            at = at.getFieldsOrThrow(name).getStructValue();
        }
        return at;
    }

    private static String text(Struct from, String name) {
        return from.getFieldsOrThrow(name).getStringValue();
    }

    private static List<String> names(Struct operation, String in) {
        ListValue parameters = operation.getFieldsOrThrow("parameters").getListValue();
        return parameters.getValuesList().stream()
                .map(Value::getStructValue)
                .filter(parameter -> text(parameter, "in").equals(in))
                .map(parameter -> text(parameter, "name"))
                .toList();
    }

    /** Documents for the validator: the demo's pages, a rule of each kind, and a public API with comments and many bindings. */
    @Test
    void writesDocumentsForTheValidator() throws Exception {
        Path documents = Files.createDirectories(Path.of("target/openapi"));
        Files.write(documents.resolve("demo.json"), OpenApi.describe(pages("/dev/weft/weft.binpb")));
        Files.write(
                documents.resolve("store.json"),
                OpenApi.describe(
                        HttpFixture.schema(Store.file()).services().get(0).getMethods()));
        byte[] logging = OpenApi.describe(
                LoggingConfigProto.getDescriptor().getServices().get(0).getMethods());
        Files.write(documents.resolve("logging.json"), logging);
        assertThat(new String(logging, UTF_8)).contains("/v2/projects/{");
    }

    @Test
    void describesAPageWithItsComments() throws Exception {
        Struct document = dashboard();
        assertThat(text(document, "openapi")).isEqualTo("3.1.0");
        Struct get = at(document, "paths", "/v1/users/{user_id}/dashboard", "get");
        assertThat(text(get, "operationId")).isEqualTo("dashboard.v1.DashboardService.GetDashboard");
        assertThat(text(get, "description")).isEqualTo("Everything the home screen shows, in one round trip.");
        assertThat(names(get, "path")).containsExactly("user_id");
        assertThat(names(get, "query")).containsExactly("pageSize", "pageToken", "readMask");
        assertThat(at(get, "responses").getFieldsMap()).containsKeys("200", "default");
        Struct card = at(document, "components", "schemas", "dashboard.v1.OrderCard");
        assertThat(text(card, "description")).isEqualTo("An order, as a card on the screen.");
        assertThat(text(at(card, "properties", "placedAt"), "format")).isEqualTo("date-time");
        assertThat(text(at(card, "properties", "placedAt"), "description")).isEqualTo("When it was placed.");
        Struct tier = at(document, "components", "schemas", "dashboard.v1.Tier");
        assertThat(tier.getFieldsOrThrow("enum").getListValue().getValuesCount())
                .isEqualTo(4);
        assertThat(text(tier, "description")).contains("- `TIER_GOLD`: Fifty orders.");
    }

    @Test
    void saysWhichAnswersMayBeKnownAlready() throws Exception {
        Call remembered =
                Call.newBuilder().setCache(Cache.newBuilder().setTtl("1s")).build();
        Call fresh = Call.getDefaultInstance();
        assertThat(responses(remembered)).contains("304");
        assertThat(responses(
                        remembered, fresh.toBuilder().setOnlyIf("request.more").build()))
                .contains("304");
        assertThat(responses(remembered, fresh)).doesNotContain("304");
        assertThat(responses(fresh)).doesNotContain("304");
        Struct ok = at(store(remembered), "paths", "/v1/items/{id}", "get", "responses", "200", "headers");
        assertThat(ok.getFieldsMap()).containsKeys("etag", "cache-control");
    }

    private static Set<String> responses(Call... calls) throws Exception {
        return at(store(calls), "paths", "/v1/items/{id}", "get", "responses")
                .getFieldsMap()
                .keySet();
    }

    /** The store, each of whose methods is a page of such calls. */
    private static Struct store(Call... calls) throws Exception {
        FileDescriptorProto.Builder file = Store.file().toProto().toBuilder();
        file.getServiceBuilder(0)
                .getMethodBuilderList()
                .forEach(method -> method.getOptionsBuilder()
                        .setExtension(
                                PageProto.page,
                                Page.newBuilder()
                                        .addAllCall(Arrays.asList(calls))
                                        .build()));
        FileDescriptor built = FileDescriptor.buildFrom(
                file.build(), Store.file().getDependencies().toArray(FileDescriptor[]::new));
        return describe(HttpFixture.schema(built).services().get(0).getMethods());
    }

    @Test
    void tellsNothingOfHowAPageIsMade() throws Exception {
        assertThat(dashboard().toString())
                .doesNotContain("user.v1", "order.v1", "payment.v1", "ListOrders", "billing", "79401", "this.");
    }

    @Test
    void describesEveryBinding() throws Exception {
        Struct document = store();
        assertThat(at(document, "paths").getFieldsMap().keySet())
                .containsExactlyInAnyOrder("/v1/items/{id}", "/v1/items", "/v1/any/{id}", "/v2/any/{id}");
        assertThat(text(at(document, "paths", "/v2/any/{id}", "get"), "operationId"))
                .isEqualTo("store.v1.Store.Any_2");
        Struct post = at(document, "paths", "/v1/items", "post");
        assertThat(names(post, "query")).isEmpty();
        assertThat(text(at(post, "requestBody", "content", "application/json", "schema"), "$ref"))
                .isEqualTo("#/components/schemas/store.v1.Item");
    }

    @Test
    void aTypeInsideOfItselfIsDescribedOnce() throws Exception {
        Struct document = store();
        assertThat(names(at(document, "paths", "/v1/items/{id}", "get"), "query"))
                .containsExactly("count", "price", "tags");
        assertThat(text(at(document, "components", "schemas", "store.v1.Item", "properties", "inner"), "$ref"))
                .isEqualTo("#/components/schemas/store.v1.Item");
    }

    @Test
    void isServedAtItsPath() throws Exception {
        try (HttpFixture door = HttpFixture.of(Store.file())) {
            assertThat(door.get("/openapi.json").body()).startsWith("{\"openapi\":\"3.1.0\"");
        }
        HttpDoor.Settings open = HttpFixture.settings();
        HttpDoor.Settings closed = new HttpDoor.Settings(
                open.host(), 0, open.limits(), open.crossOrigin(), open.parting(), open.tls(), false);
        try (HttpFixture door = HttpFixture.of(closed, Store.file())) {
            assertThat(door.get("/openapi.json").statusCode()).isEqualTo(404);
        }
    }
}
