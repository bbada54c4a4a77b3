package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.expression.Plucking;
import dev.weft.plan.Computation;
import dev.weft.plan.Derived;
import dev.weft.plan.PagePlan;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code list.map(x, x.path)}: one field of each element, by copying bytes. */
class PluckedTest {
    private static final PagePlan PLAN = PageFixture.plan("plucked");

    private final PageFixture page = new PageFixture(PLAN);

    PluckedTest() {
        page.service("ListOrders")
                .answers(request -> "orders {product_id: 'p1' quantity: -2 kind: KIND_LARGE gift: true"
                        + " main {text: 'm' amount: 7} lines {text: 'x'} lines {text: 'y'}} orders {lines {amount: 1}}"
                        + " orders {product_id: 'p3' quantity: 3 main {amount: 9}}");
        page.service("GetPrice").answers(request -> request.contains("p1") ? "supplier: 's1'" : "");
        page.service("GetStock").answers(request -> request.contains("product_id") ? "level: 1" : "level: 5");
        page.service("BatchGetProducts")
                .answers(request -> "products {name: 'for " + request.replace("\"", "") + "' weight: 1.5} products {}");
    }

    @Test
    void missingFieldsAreTheirDefaults() {
        page.ask("user_id: 1");

        assertThat(page.field("ids")).isEqualTo("ids: \"p1\" ids: \"\" ids: \"p3\"");
        assertThat(page.field("quantities")).isEqualTo("quantities: -2 quantities: 0 quantities: 3");
        assertThat(page.field("amounts")).isEqualTo("amounts: 7 amounts: 0 amounts: 9");
        assertThat(page.field("lines")).isEqualTo("lines { text: \"m\" } lines { } lines { }");
        assertThat(page.field("kinds")).isEqualTo("kinds: KIND_LARGE kinds: KIND_UNSPECIFIED kinds: KIND_UNSPECIFIED");
        assertThat(page.field("gifts")).isEqualTo("gifts: true gifts: false gifts: false");
        assertThat(page.field("weights")).isEqualTo("weights: 1.5 weights: 0.0");
        assertThat(page.field("cards"))
                .isEqualTo("cards { texts: \"x\" texts: \"y\" level: 5 names: \"for ids: x ids: y\" names: \"\" }"
                        + " cards { texts: \"\" names: \"for ids: \" names: \"\" } cards { }");
    }

    @Test
    void bindsReadThemToo() {
        page.ask("user_id: 1");

        assertThat(page.service("BatchGetProducts").requests())
                .containsExactlyInAnyOrder("ids: \"p1\" ids: \"\" ids: \"p3\"", "ids: \"x\" ids: \"y\"", "ids: \"\"");
        assertThat(page.field("listed"))
                .as("the second is skipped: its element is empty")
                .isEmpty();
    }

    @Test
    void nothingIsEvaluated() {
        assertThat(Stream.of(
                                PLAN.computations().stream().map(Computation::formula),
                                PLAN.derived().stream()
                                        .flatMap(derived -> derived.fields().stream())
                                        .filter(Derived.Worked.class::isInstance)
                                        .map(field -> ((Derived.Worked) field).formula()),
                                PLAN.calls().stream()
                                        .flatMap(call -> call.forEach().stream())
                                        .flatMap(each -> each.formulas().stream())
                                        .map(Computation::formula))
                        .flatMap(formulas -> formulas))
                .isNotEmpty()
                .hasOnlyElementsOfType(Plucking.class);
    }
}
