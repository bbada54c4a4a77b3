package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls for the elements of a list that is inside of other messages. */
class WrappedListTest {
    private final PageFixture page = new PageFixture(PageFixture.plan("wrapped"));

    WrappedListTest() {
        page.service("GetListing")
                .answers(request -> "page {orders {id: 'a' product_id: 'p1'} orders {id: 'b' product_id: 'p2'}}");
        page.service("GetPrice").answers(request -> request.contains("p1") ? "supplier: 's1'" : "supplier: 's2'");
    }

    @Test
    void everyFieldThatItFillsHasWhatStandsBeside() {
        page.ask("user_id: 1");

        String orders = "orders { id: \"a\" supplier: \"s1\" } orders { id: \"b\" supplier: \"s2\" }";
        assertThat(page.field("listing")).isEqualTo("listing { first { " + orders + " } second { " + orders + " } }");
        assertThat(page.field("offer")).isEqualTo("offer: \"paid\"");
    }

    @Test
    void anEmptyListHasNothingForIt() {
        page.service("GetListing").answers(request -> "page {}");
        page.ask("user_id: 1");

        assertThat(page.field("offer")).isEqualTo("offer: \"free\"");
    }

    @Test
    void aListThatDoesNotComeInTimeIsNoEmptyOne() {
        page.service("GetListing").holds();
        page.ask("user_id: 1");
        page.loop.advance(Duration.ofSeconds(10));

        assertThat(page.field("offer")).isEmpty();
        assertThat(page.missing()).contains("listing", "price");
    }
}
