package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.expression.Bounds;
import dev.weft.plan.Derived;
import dev.weft.plan.Input;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.planner.Limits;
import dev.weft.wire.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finding elements of a list by their keys. */
class IndexTest {
    private static final int MANY = 10_000;
    private static final PagePlan PLAN = PageFixture.plan("proof", new Limits(Bounds.DEFAULT, MANY));

    private static String orders(int count) {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < count; i++) {
            orders.append("orders {id: 'o' product_id: 'p").append(count - i).append("' gift: true} ");
        }
        return orders.toString();
    }

    private static String products(int count) {
        StringBuilder products = new StringBuilder();
        for (int i = 0; i < count; i++) {
            products.append("products {id: 'p")
                    .append(i)
                    .append("' name: 'n")
                    .append(i)
                    .append("'} ");
        }
        return products.toString();
    }

    @Test
    void manyElementsAreJoined() {
        PageFixture page = new PageFixture(PLAN);
        page.service("ListOrders").answers(request -> orders(MANY));
        page.service("BatchGetProducts").answers(request -> products(MANY));
        page.ask("user_id: 1");

        assertThat(page.field("cards"))
                .as("there is no product of the first, and there is one of each other")
                .startsWith("cards { id: \"o\" } cards { id: \"o\" product: \"n" + (MANY - 1) + "\" }")
                .endsWith("cards { id: \"o\" product: \"n1\" }");
        assertThat(page.missing()).isEmpty();
    }

    @Test
    void responsesBesideAListAreFoundByStringsAndByNumbers() {
        PageFixture page = new PageFixture(PageFixture.plan("indexes"));
        page.service("ListOrders")
                .answers(request -> "orders {id: 'a' product_id: 'p1'} orders {id: 'b' product_id: 'p2'}");
        page.service("GetStock")
                .answers(request ->
                        request.contains("p1") ? "product_id: 'p1' level: 10" : "product_id: 'p2' level: 20");
        page.ask("user_id: 1 level: 20");

        assertThat(page.field("lines")).isEqualTo("lines { id: \"a\" level: 10 } lines { id: \"b\" level: 20 }");
        assertThat(page.field("asked")).isEqualTo("asked: \"p2\"");
        assertThat(page.missing()).isEmpty();
    }

    @Test
    void aNumberThatNoneHasIsNoValue() {
        PageFixture page = new PageFixture(PageFixture.plan("indexes"));
        page.service("ListOrders").answers(request -> "orders {id: 'a' product_id: 'p1'}");
        page.service("GetStock").answers(request -> "product_id: 'p1' level: 10");
        page.ask("user_id: 1 level: 11");

        assertThat(page.field("asked")).isEmpty();
        assertThat(page.missing()).isEmpty();
    }

    /** What makes it linear: every look-up is one in the same map. */
    @Test
    void theMapIsMadeOnce() {
        Derived.Worked field = PLAN.derived().stream()
                .flatMap(derived -> derived.fields().stream())
                .filter(Derived.Worked.class::isInstance)
                .map(Derived.Worked.class::cast)
                .filter(worked -> worked.name().equals("Card.product"))
                .findFirst()
                .orElseThrow();
        Input.Index index = (Input.Index) field.inputs().stream()
                .filter(Input.Index.class::isInstance)
                .findFirst()
                .orElseThrow();
        Piece[] slots = new Piece[PLAN.slots()];
        PLAN.calls().stream()
                .filter(call -> call.name().equals("products"))
                .forEach(call -> call.reads()
                        .forEach(read -> slots[read.slot()] =
                                products(read, call.target().descriptor().getOutputType())));
        Values values = new Values(PLAN, slots);

        Object first = values.gather(List.of(index)).values(Values.Own.NOTHING, List.of(index))[0];
        Object second = values.gather(List.of(index)).values(Values.Own.NOTHING, List.of(index))[0];
        assertThat(first).isNotNull().isSameAs(second);
        assertThat(values.gather(List.of(index)).bytes())
                .as("a look-up is little")
                .isZero();
    }

    private static Piece products(Read read, Descriptor type) {
        return (Piece) read.projection().read(FakeService.encode(type, products(3)));
    }
}
