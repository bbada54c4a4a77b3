package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.UnknownFieldSet;
import dev.weft.diagnostics.Report;
import dev.weft.plan.CallPlan;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Need;
import dev.weft.plan.PagePlan;
import dev.weft.schema.Schema;
import dev.weft.v1.PageProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String USER = "user {id: 7 display_name: 'Ada' email: 'a@b' billing_id: 'b7' tax_id: 'secret' "
            + "loyalty_tier: LOYALTY_TIER_GOLD address {city: 'Graz' street: 'secret'}}";

    private static final MethodName LIST_ORDERS = new MethodName("order.v1.OrderService", "ListOrders");

    private static PagePlan only(Schema schema) {
        Planning planning = Planner.plan(schema, Placement.unknown());
        assertThat(planning.diagnostics()).isEmpty();
        return (PagePlan) planning.plans().get(0);
    }

    @Test
    void plansTheDashboard() throws Exception {
        PagePlan plan = only(Cases.demo());

        assertThat(plan.name()).hasToString("dashboard.v1.DashboardService/GetDashboard");
        assertThat(plan.timeout()).contains(Duration.ofSeconds(1));
        assertThat(plan.status().orElseThrow().field()).isEqualTo(15);
        assertThat(plan.calls()).extracting(CallPlan::name).containsExactly("profile", "orders", "payments");
        assertThat(plan.calls().get(0).required()).isTrue();
        assertThat(plan.calls().get(1).needs()).isEmpty();
        assertThat(plan.calls().get(2).waitsFor()).containsExactly(0);
        assertThat(plan.calls().get(2).needs()).extracting(Need::expression).containsExactly("profile.user.billing_id");
        assertThat(plan.calls().get(1).reads()).as("one walk for two fields").hasSize(1);
    }

    @Test
    void aPageThatAnotherWeftAnswersIsNotAnsweredHere() throws Exception {
        Placement behind = new Placement(
                Optional.of(Map.of("dashboard.v1.DashboardService", List.of("weft"))), Set.of(), Map.of());

        Planning planning = Planner.plan(Cases.demo(), behind);

        assertThat(planning.plans()).isEmpty();
        assertThat(planning.diagnostics()).isEmpty();
    }

    @Test
    void theDashboardsPlanFillsRequestsAndAnswer() throws Exception {
        Schema schema = Cases.demo();

        Run.Result result = Run.of(
                schema,
                only(schema),
                "user_id: 7 page_size: 2",
                Map.of(
                        "profile",
                        USER,
                        "orders",
                        "orders {id: 'o1' title: 'Tea' lines {sku: 's' item: 'leaf' quantity: 2} fraud_score: 0.5 "
                                + "total {currency_code: 'EUR' units: 3} status: ORDER_STATUS_PAID create_time {seconds: 5}} "
                                + "next_page_token: 'n'",
                        "payments",
                        "payments {id: 'p1' method: PAYMENT_METHOD_CARD card_last_four: '' card_token: 'secret'}"));

        assertThat(result.requests())
                .containsEntry("profile", "id: 7")
                .containsEntry("orders", "user_id: 7 page_size: 2")
                .containsEntry("payments", "account_id: \"b7\"");
        assertThat(result.answer())
                .isEqualTo(
                        "user { id: 7 name: \"Ada\" email: \"a@b\" tier: TIER_GOLD city: \"Graz\" } "
                                + "orders { id: \"o1\" title: \"Tea\" total { currency_code: \"EUR\" units: 3 } "
                                + "status: ORDER_STATUS_PAID placed_at { seconds: 5 } lines { item: \"leaf\" quantity: 2 } } "
                                + "payments { id: \"p1\" method: PAYMENT_METHOD_CARD card_last_four: \"\" } next_page_token: \"n\"");
    }

    @Test
    void aCallIsNotMadeWithoutWhatItNeeds() throws Exception {
        Schema schema = Cases.demo();

        Run.Result result = Run.of(schema, only(schema), "user_id: 7", Map.of("profile", "user {id: 7}"));

        assertThat(result.requests()).containsOnlyKeys("profile", "orders");
        assertThat(result.answer()).isEqualTo("user { id: 7 }");
    }

    @Test
    void fillsWhatFits() throws Exception {
        Schema schema = Cases.schema("fits");

        Run.Result result = Run.of(
                schema,
                only(schema),
                "id: 3",
                Map.of(
                        "profile",
                        "user {id: 7 display_name: 'Ada' level: LEVEL_GOLD address {street: 's' city: 'Graz'} phone: '01' "
                                + "languages: 'de' languages: 'en' age: -1 visits: 4000000000 score: 0.5 balance: -2 "
                                + "homes {key: 1 value {city: 'Linz' street: 's'}}}",
                        "items",
                        "items {id: 'i' title: 'T' parts {title: 'U' parts {title: 'V' price: 1}}} next_page_token: 'n' "
                                + "total_size: 9"));

        assertThat(result.requests())
                .containsEntry("profile", "id: 3")
                .containsEntry(
                        "items", "user_id: 7 filter { city: \"Graz\" paging { size: 20 } } tags: \"de\" tags: \"en\"");
        assertThat(result.answer())
                .isEqualTo("age: -1 visits: 4000000000 balance: -2 score: 0.5 level: RANK_GOLD "
                        + "homes { key: 1 value { city: \"Linz\" } } "
                        + "cards { title: \"T\" parts { title: \"U\" parts { title: \"V\" asked: 3 owner: \"Ada\" kind: \"item\" } "
                        + "asked: 3 owner: \"Ada\" kind: \"item\" } asked: 3 owner: \"Ada\" kind: \"item\" } "
                        + "title: \"Welcome\" summary { count: 9 token: \"n\" } contact { phone: \"01\" } "
                        + "facts { name: \"Ada\" deeper { city: \"Graz\" } } "
                        + "person { nickname: \"-\" place { city: \"Graz\" } } asked: 3 "
                        + "constants { integer: -1 unsigned: 255 real: 1500.0 less: 0.5 yes: true data: \"\\377\\001\" "
                        + "text: \"it\\'s \\303\\251\" raw: \"\\\\d\" rank: RANK_GOLD }");
    }

    @Test
    void nothingBindsToTheEmptinessOfAnAnswer() throws Exception {
        Schema schema = Cases.schema("emptiness");

        Run.Result result = Run.of(schema, only(schema), "email: ''", Map.of("profile", "user {email: ''}"));

        assertThat(result.requests())
                .as("set, and empty: enough of a request, not of an answer")
                .containsEntry("asked", "email: \"\"")
                .doesNotContainKey("bound");
    }

    @Test
    void orValueStandsInForWhatIsMissingOnly() throws Exception {
        Schema schema = Cases.schema("fits");

        Run.Result failed = Run.of(schema, only(schema), "", Map.of("items", "items {title: 'T'}"));
        Run.Result named = Run.of(
                schema,
                only(schema),
                "",
                Map.of("profile", "user {id: 1 nickname: 'N' display_name: 'D' languages: 'x'}", "items", "items {}"));

        assertThat(failed.requests())
                .as("user_id is needed, and has no orValue")
                .containsOnlyKeys("profile");
        assertThat(named.requests())
                .containsEntry("items", "user_id: 1 filter { city: \"anywhere\" paging { size: 20 } } tags: \"x\"");
        assertThat(named.answer())
                .contains("person { nickname: \"N\" }")
                .contains("cards { owner: \"D\" kind: \"item\" }");
    }

    private static String planned(Placement downstreams) throws Exception {
        Schema schema = Cases.demo();
        return Report.of(schema).text(Planner.plan(schema, downstreams).diagnostics());
    }

    @Test
    void everyServiceRunsInOneDownstream() throws Exception {
        Map<String, List<String>> places = Map.of(
                "user.v1.UserService", List.of("users"), "order.v1.OrderService", List.of("orders-eu", "orders-us"));

        assertThat(planned(new Placement(Optional.of(places), Set.of(), Map.of())))
                .isEqualTo(
                        "dashboard/v1/dashboard.proto:30:5: error: call[1].method: order.v1.OrderService runs in several "
                                + "downstreams (expected: downstream: one of orders-eu, orders-us)\n"
                                + "dashboard/v1/dashboard.proto:37:5: error: call[2].method: payment.v1.PaymentService has no downstream "
                                + "(expected: a downstream with it in the configuration)\n");
    }

    @Test
    void whatIsPassedOnRunsInOneDownstream() throws Exception {
        Schema schema = Cases.schema("forwarded");
        Map<String, List<String>> places = Map.of("shop.v1.UserService", List.of("eu", "us"));

        Planning planning = Planner.plan(schema, new Placement(Optional.of(places), Set.of(), Map.of()));

        assertThat(Report.of(schema).text(planning.diagnostics()))
                .isEqualTo(
                        "cases/forwarded.proto:11:5: error: forward: shop.v1.UserService runs in several downstreams "
                                + "(expected: one downstream, as a forward names none; here: eu, us)\n");
    }

    @Test
    void aNamedDownstreamHasTheService() throws Exception {
        Schema schema = Cases.schema("downstream");
        Map<String, List<String>> places =
                Map.of("shop.v1.UserService", List.of("users-eu", "users-us"), "shop.v1.ItemService", List.of("items"));

        Planning planning = Planner.plan(schema, new Placement(Optional.of(places), Set.of(), Map.of()));

        assertThat(Report.of(schema).text(planning.diagnostics()))
                .isEqualTo(
                        "cases/downstream.proto:10:5: error: call[1].downstream: shop.v1.UserService has no downstream "
                                + "\"users-uk\" (expected: users-eu, users-us; did you mean \"users-us\"?)\n");
        assertThat(planning.plans()).isEmpty();
        assertThat(only(schema).calls().get(0).target().downstream()).contains("users-eu");
    }

    @Test
    void whatIsSharedIsNoAnswerToCredentials() throws Exception {
        Schema schema = Cases.schema("cached");
        Placement placement = new Placement(
                Optional.empty(),
                Set.of(),
                Map.of(),
                List.of("accept-language", "authorization", "x-session-id", "traceparent", "x-request-id"));

        assertThat(Report.of(schema).text(Planner.plan(schema, placement).diagnostics()))
                .isEqualTo(
                        "cases/cached.proto:10:5: error: call[1].cache.shared: one client's answer would be every client's, and "
                                + "forward_headers sends on authorization, x-session-id (expected: not shared, or forward_headers without "
                                + "what says who asks)\n");
        assertThat(only(schema).calls().get(1).cache().orElseThrow().shared()).isTrue();
    }

    @Test
    void whatIsCalledOverHttpHasARuleThatCanBeRun() throws Exception {
        Schema schema = Cases.schema("over_http");
        Optional<Map<String, List<String>>> places =
                Optional.of(Map.of("library.v1.LibraryService", List.of("libraries")));

        assertThat(Report.of(schema)
                        .text(Planner.plan(schema, new Placement(places, Set.of("libraries"), Map.of()))
                                .diagnostics()))
                .isEqualTo("""
                        cases/over_http.proto:11:5: error: call[1].method: library.v1.LibraryService/LoseBook has no google.api.http rule, \
                        and downstream "libraries" is called over HTTP (expected: a rule in its .proto)
                        cases/over_http.proto:12:5: error: call[2].method: downstream "libraries" is called over HTTP, and a google.api.http \
                        rule cannot be run: library.v1.LibraryService.FindBook: variable: "isbn" (expected: a field of library.v1.GetBookRequest)
                        cases/over_http.proto:13:5: error: call[3].method: library.v1.LibraryService/BurnBook is an HTTP BURN, and downstream \
                        "libraries" is called over HTTP (expected: get, put, post, delete or patch)
                        cases/over_http.proto:16:5: error: forward: downstream "libraries" is called over HTTP, and a google.api.http rule \
                        cannot be run: library.v1.LibraryService.FindBook: variable: "isbn" (expected: a field of library.v1.GetBookRequest)
                        """);
        assertThat(Planner.plan(schema, new Placement(places, Set.of("others"), Map.of()))
                        .hasErrors())
                .as("over gRPC nobody needs a rule")
                .isFalse();
    }

    @Test
    void aStreamIsNotPassedOnOverHttp() throws Exception {
        Placement placement =
                new Placement(Optional.of(Map.of("shop.v1.UserService", List.of("users"))), Set.of("users"), Map.of());
        Schema schema = Cases.schema("forwarded_streams");

        assertThat(Report.of(schema).text(Planner.plan(schema, placement).diagnostics()))
                .isEqualTo("""
                        cases/forwarded_streams.proto:10:5: error: forward: shop.v1.UserService/WatchUser is server-streaming, and \
                        downstream "users" is called over HTTP (expected: a target of gRPC's, such as dns:///host:port)
                        """);
    }

    @Test
    void theConfigurationSaysWhetherAMethodMayBeRepeated() throws Exception {
        assertThat(planned(new Placement(Optional.empty(), Set.of(), Map.of(LIST_ORDERS, Idempotency.IDEMPOTENT))))
                .startsWith(
                        "dashboard/v1/dashboard.proto:30:5: error: call[1].method: order.v1.OrderService/ListOrders may have "
                                + "side effects, and GetDashboard is declared NO_SIDE_EFFECTS");

        Schema schema = Cases.schema("safety");
        MethodName touch = new MethodName("shop.v1.UserService", "TouchUser");
        Planning planning = Planner.plan(
                schema, new Placement(Optional.empty(), Set.of(), Map.of(touch, Idempotency.NO_SIDE_EFFECTS)));
        assertThat(planning.diagnostics()).isEmpty();
        assertThat(((PagePlan) planning.plans().get(0)).calls().get(0).target().idempotency())
                .isEqualTo(Idempotency.NO_SIDE_EFFECTS);
    }

    @Test
    void forwardsArePlanned() throws Exception {
        Schema schema = Cases.schema("forwarded");
        Planning planning = Planner.plan(schema, Placement.unknown());

        assertThat(planning.diagnostics()).isEmpty();
        assertThat(planning.plans()).singleElement().isInstanceOfSatisfying(ForwardPlan.class, plan -> {
            assertThat(plan.target().method()).hasToString("shop.v1.UserService/GetUser");
            assertThat(plan.timeout()).contains(Duration.ofMillis(1500));
        });
    }

    @Test
    void whatThisVersionDoesNotKnowIsRejected() throws Exception {
        FileDescriptorSet.Builder set = Cases.set("unused_call").toBuilder();
        FileDescriptorProto.Builder file = set.getFileBuilder(set.getFileCount() - 1);
        UnknownFieldSet later = field(99, UnknownFieldSet.newBuilder().build().toByteString());
        file.getServiceBuilder(0)
                .getMethodBuilder(0)
                .getOptionsBuilder()
                .mergeUnknownFields(field(PageProto.PAGE_FIELD_NUMBER, later.toByteString()));
        Schema schema = Schema.parse(Map.of("set", set.build().toByteArray()));

        assertThat(Report.of(schema)
                        .text(Planner.plan(schema, Placement.unknown()).diagnostics()))
                .contains("error: this version of Weft does not know field 99 of weft.v1.Page");
    }

    private static UnknownFieldSet field(int number, ByteString value) {
        UnknownFieldSet.Field field =
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
        return UnknownFieldSet.newBuilder().addField(number, field).build();
    }
}
