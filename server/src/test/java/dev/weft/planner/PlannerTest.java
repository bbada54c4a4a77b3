package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.plan.CallPlan;
import dev.weft.plan.Need;
import dev.weft.plan.PagePlan;
import dev.weft.schema.Schema;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String USER = "user {id: 7 display_name: 'Ada' email: 'a@b' billing_id: 'b7' tax_id: 'secret' "
            + "loyalty_tier: LOYALTY_TIER_GOLD address {city: 'Graz' street: 'secret'}}";

    private static PagePlan only(Schema schema) {
        Planning planning = Planner.plan(schema, Downstreams.unknown());
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
}
