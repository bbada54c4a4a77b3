package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.execution.PageResult.Failed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Equal calls that change nothing are made once in a page. */
class EqualCallsTest {
    private final PageFixture page = new PageFixture(PageFixture.plan("merged"));

    private EqualCallsTest priced() {
        page.service("GetPrice")
                .answers(request -> "supplier: '" + (request.contains("\"p\"") ? "sp" : "sq") + "' price {units: 5}");
        page.service("Note").answers(request -> "id: 'n'");
        return this;
    }

    @Test
    void eachGetsTheAnswer() {
        priced().page.ask("product: 'p' products: 'p' products: 'q' products: 'p'");

        assertThat(page.service("GetPrice").requests())
                .as("the second is the hasty one, on other terms")
                .containsExactly("product_id: \"p\"", "product_id: \"p\"", "product_id: \"q\"");
        assertThat(page.field("supplier")).isEqualTo("supplier: \"sp\"");
        assertThat(page.field("price")).isEqualTo("price { units: 5 }");
        assertThat(page.field("all"))
                .isEqualTo("all { supplier: \"sp\" } all { supplier: \"sq\" } all { supplier: \"sp\" }");
        assertThat(page.missing()).isEmpty();
    }

    @Test
    void thoseThatMayChangeSomethingAreAllMade() {
        priced().page.ask("product: 'p' products: 'p' products: 'q' products: 'p'");

        assertThat(page.service("Note").requests()).hasSize(5);
    }

    @Test
    void eachGetsTheFailure() {
        page.service("GetPrice").answers(request -> "UNAVAILABLE").holds();
        page.ask("product: 'p' products: 'p'");
        assertThat(page.service("GetPrice").underWay()).isEqualTo(2);
        page.service("GetPrice").release(0);
        page.service("GetPrice").release(1);

        assertThat(page.missing()).containsExactly("first", "second", "hasty", "all");
    }

    @Test
    void oneThatIsSharedIsBrokenOffWhenNobodyWantsItAnyMore() {
        page.service("GetPrice").holds();
        page.ask("product: 'p' products: 'p'");
        page.clientGoes();

        assertThat(page.service("GetPrice").underWay()).isZero();
    }

    @Test
    void aRequiredColumnFailsThePageWithOneElement() {
        PageFixture guarded = new PageFixture(PageFixture.plan("guarded"));
        guarded.service("GetPrice").answers(request -> request.contains("q") ? "NOT_FOUND" : "supplier: 's'");
        guarded.ask("products: 'p' products: 'q' products: 'r'");

        assertThat(guarded.result())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.status().getCode()).isEqualTo(Code.NOT_FOUND_VALUE));
    }

    @Test
    void aRequiredColumnFailsThePageWhenTheTimeIsUp() {
        PageFixture guarded = new PageFixture(PageFixture.plan("guarded"));
        guarded.service("GetPrice").holds();
        guarded.ask("products: 'p' products: 'q'");
        guarded.service("GetPrice").release(0);
        guarded.loop.advance(Duration.ofSeconds(10));

        assertThat(guarded.result())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.status().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED_VALUE));
    }
}
