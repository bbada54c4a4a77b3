package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Less of a page in which calls are made for each element of a list. */
class MaskedListsTest {
    private final PageFixture page = new PageFixture(PageFixture.plan("indexes"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lines.id    | 0 | lines { id: "a" } lines { id: "b" }
            lines.level | 2 | lines { level: 10 } lines { level: 20 }
            lines       | 2 | lines { id: "a" level: 10 } lines { id: "b" level: 20 }
            ids         | 0 | ids: "a" ids: "b"
            kinds       | 2 | kinds: "p1" kinds: "p2"
            asked       | 2 | asked: "p2"
            """)
    void onlyWhatIsNamedIsAnsweredAndCalledFor(String path, int stocks, String answer) {
        page.service("ListOrders")
                .answers(request -> "orders {id: 'a' product_id: 'p1'} orders {id: 'b' product_id: 'p2'}");
        page.service("GetStock")
                .answers(request ->
                        request.contains("p1") ? "product_id: 'p1' level: 10" : "product_id: 'p2' level: 20");
        page.ask("user_id: 1 level: 20 read_mask {paths: '" + path + "'}");

        assertThat(page.service("GetStock").requests()).hasSize(stocks);
        assertThat(page.field(path.replaceAll("[.].*", ""))).isEqualTo(answer);
        assertThat(page.missing()).isEmpty();
    }
}
