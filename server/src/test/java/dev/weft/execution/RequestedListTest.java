package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls for each element of a list that the client sent: its values are sent on as they are, those of answers only if there is something in them. */
class RequestedListTest {
    private final PageFixture page = new PageFixture(PageFixture.plan("requested"));

    RequestedListTest() {
        page.service("ListOrders").answers(request -> "sizes: 0 sizes: 7");
    }

    @Test
    void zeroIsAskedFor() {
        page.ask("quantities: 0 quantities: 5");

        assertThat(page.service("GetStock").requests()).containsExactly("quantity: 7", "", "quantity: 5");
        assertThat(page.field("of_request")).isEqualTo("of_request { } of_request { }");
        assertThat(page.missing()).doesNotContain("of_request");
    }

    @Test
    void soIsAnEmptyFieldOfAnElement() {
        page.ask("items {product_id: 'p'} items {currency: 'EUR'} items {}");

        assertThat(page.service("GetPrice").requests()).containsExactly("product_id: \"p\"", "currency: \"EUR\"", "");
        assertThat(page.missing()).doesNotContain("of_messages");
    }

    @Test
    void whatIsWorkedOutOfTheRequestAloneIsOfTheRequest() {
        page.ask("quantities: 0 quantities: 5 quantities: 9");

        assertThat(page.service("GetSize").requests()).containsExactly("number: 0", "number: 5");
        assertThat(page.missing()).doesNotContain("of_formula");
    }

    @Test
    void zeroOfAnAnswerIsNotAskedFor() {
        page.ask("user_id: 1 most: 9");

        assertThat(page.service("GetStock").requests()).containsExactly("quantity: 7");
        assertThat(page.service("GetSize").requests()).containsExactly("number: 7");
        assertThat(page.missing()).containsExactly("of_answer", "of_both");
    }
}
