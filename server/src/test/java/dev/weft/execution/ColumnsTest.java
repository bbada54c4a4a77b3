package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.plan.PagePlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls that are made for each element of a list, and what their rows mean. */
class ColumnsTest {
    private static final PagePlan PLAN = PageFixture.plan("columns");
    private static final String ORDERS = "orders {id: 'a' product_id: 'p1' quantity: 2 kind: KIND_SMALL"
            + " lines {text: 'x' amount: 3} lines {text: 'y' amount: 5} main {text: 'm' amount: 7}}"
            + " orders {id: 'b' product_id: 'p2' quantity: 1}"
            + " orders {id: 'c' product_id: 'p1' quantity: 3 gift: true}"
            + " sizes: 4 sizes: 0 sizes: 6";

    private final PageFixture page = new PageFixture(PLAN);

    ColumnsTest() {
        page.service("ListOrders").answers(request -> ORDERS);
        page.service("GetPrice")
                .answers(request -> request.contains("p2")
                        ? "supplier: 's2' price {currency_code: 'EUR' units: 1 nanos: 500000000}"
                        : "supplier: 's1' price {currency_code: 'EUR' units: 3 nanos: 750000000}");
        page.service("GetStock")
                .answers(request -> "level: " + (request.contains("s1") ? 10 : request.contains("s2") ? 20 : 30));
        page.service("BatchGetProducts")
                .answers(request -> "products {id: 'p2' name: 'Two' kind: KIND_SMALL}"
                        + " products {id: 'p1' name: 'One'} products {id: 'p1' name: 'Other'}");
    }

    @Test
    void eachElementHasARow() {
        page.ask("user_id: 1 currency: 'EUR' audit: true");

        assertThat(page.service("GetPrice").requests())
                .containsExactly("product_id: \"p1\" currency: \"EUR\"", "product_id: \"p2\" currency: \"EUR\"");
        assertThat(page.service("GetStock").requests())
                .containsExactlyInAnyOrder(
                        "quantity: 4", "quantity: 6", "supplier: \"s1\" quantity: 4", "supplier: \"s2\" quantity: 2");
        assertThat(page.service("Note").requests()).containsExactly("text: \"One\"", "text: \"Two\"", "text: \"One\"");
        assertThat(page.field("cards"))
                .isEqualTo("cards { id: \"a\" supplier: \"s1\" level: 10"
                        + " total { currency_code: \"EUR\" units: 7 nanos: 500000000 } tag { supplier: \"s1\" level: 10 }"
                        + " lines { text: \"x\" supplier: \"s1\" worth: 30 } lines { text: \"y\" supplier: \"s1\" worth: 50 }"
                        + " main { text: \"m\" supplier: \"s1\" worth: 70 } product: \"One\" details { name: \"One\" }"
                        + " known: \"s1\" extra { supplier: \"s1\" others { supplier: \"s1\" } others { supplier: \"s2\" }"
                        + " others { } level: 10 } }"
                        + " cards { id: \"b\" supplier: \"s2\" level: 20"
                        + " total { currency_code: \"EUR\" units: 1 nanos: 500000000 } tag { supplier: \"s2\" level: 20 }"
                        + " product: \"Two\" details { name: \"Two\" } known: \"s2\""
                        + " extra { supplier: \"s2\" others { supplier: \"s1\" } others { supplier: \"s2\" } others { }"
                        + " level: 20 } }"
                        + " cards { id: \"c\" product: \"One\" details { name: \"One\" } known: \"unknown\""
                        + " extra { others { supplier: \"s1\" } others { supplier: \"s2\" } others { } } }");
        assertThat(page.field("again")).isEqualTo(page.field("cards").replace("cards {", "again {"));
        assertThat(page.field("box").substring("box { ".length()).replaceFirst(" }$", ""))
                .isEqualTo(page.field("cards").replace("cards {", "orders {"));
        assertThat(page.field("suppliers"))
                .as("what was not needed is empty")
                .isEqualTo("suppliers { supplier: \"s1\" } suppliers { supplier: \"s2\" } suppliers { }");
        assertThat(page.field("first_small")).isEqualTo("first_small: \"Two\"");
    }

    @Test
    void theStatusCountsTheElements() {
        page.ask("user_id: 1");

        assertThat(page.field("levels")).as("one was not needed").isEqualTo("levels: 30");
        assertThat(page.field("sized")).isEmpty();
        assertThat(page.field("status").replaceAll("took \\{[^}]*\\} ?", ""))
                .contains("name: \"price\" outcome: OUTCOME_FRESH items: 3 failed_items: 0 }")
                .contains("name: \"stock\" outcome: OUTCOME_FRESH items: 3 failed_items: 0 }")
                .contains("name: \"sized\" outcome: OUTCOME_SKIPPED items: 3 failed_items: 1")
                .contains("name: \"note\" outcome: OUTCOME_NOT_NEEDED items: 3 failed_items: 0 }");
        assertThat(page.missing()).containsExactly("sized");
    }

    @Test
    void oneThatFailsFailsAlone() {
        page.service("GetPrice").answers(request -> request.contains("p2") ? "UNAVAILABLE" : "supplier: 's1'");
        page.ask("user_id: 1");

        assertThat(page.field("cards"))
                .contains("id: \"a\" supplier: \"s1\" level: 10")
                .contains("id: \"b\" product: \"Two\"");
        assertThat(page.field("suppliers")).isEmpty();
        assertThat(page.field("levels")).isEmpty();
        assertThat(page.field("status").replaceAll("took \\{[^}]*\\} ?", ""))
                .contains("name: \"price\" outcome: OUTCOME_FAILED code: UNAVAILABLE items: 3 failed_items: 1")
                .contains("name: \"stock\" outcome: OUTCOME_SKIPPED items: 3 failed_items: 1");
    }

    @Test
    void aFallbackStandsInForOne() {
        page.service("GetPrice").answers(request -> request.contains("p2") ? "UNAVAILABLE" : "supplier: 's1'");
        page.ask("user_id: 1 lenient: true");

        assertThat(page.field("suppliers"))
                .isEqualTo("suppliers { supplier: \"s1\" } suppliers { supplier: \"none for b\" } suppliers { }");
        assertThat(page.service("GetStock").requests()).contains("supplier: \"none for b\" quantity: 2");
        assertThat(page.field("status"))
                .contains("name: \"price\" outcome: OUTCOME_FALLBACK code: UNAVAILABLE")
                .doesNotContain("name: \"price\" outcome: OUTCOME_FALLBACK code: UNAVAILABLE failed_items");
        assertThat(page.missing()).containsExactly("price", "sized");
    }

    @Test
    void aRowWaitsForItsOwnElementOnly() {
        page.service("GetPrice").holds();
        page.ask("user_id: 1");
        page.service("GetPrice").release(1);

        assertThat(page.service("GetStock").requests()).contains("supplier: \"s2\" quantity: 2");
        assertThat(page.isAnswered()).isFalse();
        page.service("GetPrice").release(0);
        assertThat(page.isAnswered()).isTrue();
    }

    @Test
    void whatHasLandedWhenTheTimeIsUpIsInThePage() {
        page.service("GetPrice").holds();
        page.ask("user_id: 1");
        page.service("GetPrice").release(1);
        page.loop.advance(Duration.ofSeconds(10));

        assertThat(page.field("cards"))
                .contains("id: \"b\" supplier: \"s2\" level: 20")
                .doesNotContain("s1");
        assertThat(page.field("status"))
                .contains("name: \"price\" outcome: OUTCOME_FAILED code: DEADLINE_EXCEEDED")
                .contains("items: 3 failed_items: 1");
    }

    @Test
    void aListWithoutValueSkipsItsCalls() {
        page.service("ListOrders").answers(request -> "UNAVAILABLE");
        page.ask("user_id: 1");

        assertThat(page.service("GetPrice").requests()).isEmpty();
        assertThat(page.field("status"))
                .contains("name: \"price\" outcome: OUTCOME_SKIPPED }")
                .contains("name: \"stock\" outcome: OUTCOME_SKIPPED }");
    }

    @Test
    void anEmptyListIsComplete() {
        page.service("ListOrders").answers(request -> "");
        page.ask("user_id: 1");

        assertThat(page.field("status")).contains("name: \"price\" outcome: OUTCOME_FRESH");
        assertThat(page.missing()).containsExactly("products");
    }

    @Test
    void whenTheClientGoesTheSafeOnesAreBrokenOff() {
        page.service("GetPrice").holds();
        page.service("BatchGetProducts").holds();
        page.ask("user_id: 1");
        assertThat(page.service("GetPrice").underWay()).isEqualTo(2);
        page.clientGoes();

        assertThat(page.service("GetPrice").underWay()).isZero();
        page.service("BatchGetProducts").release(0);
        assertThat(page.report().code()).isEqualTo(Code.CANCELLED);
    }

    @Test
    void neverMoreThanTheWidthAreUnderWay() {
        PageFixture wide = wide(1000);
        FakeService prices = wide.service("GetPrice");
        for (int i = 0; i < 1000; i++) {
            assertThat(prices.underWay()).isEqualTo(Math.min(16, 1000 - i));
            prices.release(i);
        }

        assertThat(prices.most()).isEqualTo(16);
        assertThat(wide.field("suppliers")).contains("\"s0\"", "\"s999\"");
        assertThat(wide.missing()).isEmpty();
    }

    @Test
    void theTimeOfThePageEndsThemAll() {
        PageFixture wide = wide(1000);
        for (int i = 0; i < 500; i++) {
            wide.service("GetPrice").release(i);
        }
        wide.loop.advance(Duration.ofSeconds(10));

        assertThat(wide.field("status"))
                .contains("name: \"price\" outcome: OUTCOME_FAILED code: DEADLINE_EXCEEDED")
                .contains("items: 1000 failed_items: 500");
        assertThat(wide.service("GetPrice").requests()).hasSize(516);
        assertThat(wide.field("cards").split("level: 5", -1)).hasSize(501);
    }

    /** Twenty elements, sixteen at once: the second wave of prices runs beside the first of stocks. */
    @Test
    void twoColumnsAreNoTwoStages() {
        PageFixture slow = new PageFixture(PageFixture.plan("plucked"));
        Duration step = Duration.ofMillis(20);
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            orders.append("orders {product_id: 's").append(i).append("' lines {text: 't'}} ");
        }
        slow.service("ListOrders").answers(request -> orders.toString()).takes(step);
        slow.service("GetPrice")
                .answers(request -> request.replace("product_id", "supplier"))
                .takes(step);
        slow.service("GetStock").answers(request -> "level: 5").takes(step);
        slow.service("BatchGetProducts")
                .answers(request -> "products {name: 'n'}")
                .takes(step);
        slow.ask("user_id: 1");
        slow.loop.advance(Duration.ofMillis(79));
        assertThat(slow.isAnswered()).isFalse();
        slow.loop.advance(Duration.ofMillis(1));

        assertThat(slow.isAnswered()).isTrue();
        assertThat(slow.missing()).isEmpty();
    }

    private static PageFixture wide(int elements) {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < elements; i++) {
            orders.append("orders {product_id: 's").append(i).append("' lines {text: 't'}} ");
        }
        PageFixture page = new PageFixture(PageFixture.plan("plucked"));
        page.service("ListOrders").answers(request -> orders.toString());
        page.service("GetPrice")
                .answers(request -> request.replace("product_id", "supplier"))
                .holds();
        page.service("GetStock").answers(request -> "level: 5");
        page.service("BatchGetProducts").answers(request -> "products {name: 'n'}");
        page.ask("user_id: 1");
        return page;
    }
}
