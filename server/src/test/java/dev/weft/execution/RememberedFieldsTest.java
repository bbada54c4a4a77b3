package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.plan.MethodName;
import dev.weft.plan.PagePlan;
import dev.weft.plan.RememberedFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedFieldsTest {
    private final PagePlan page = PageFixture.plan("masked");
    private final RememberedFields remembered = RememberedFields.of(List.of(page));

    @Test
    void areWhatTheCallsOfThePageRead() {
        assertThat(remembered.of(method("items")))
                .hasValueSatisfying(fields -> assertThat(fields)
                        .hasToString("0{items:1,next_page_token,total_size} 1{id,title,price,parts:1}"));
    }

    @Test
    void areNotSaidOfAMethodOfWhichNothingIsRemembered() {
        assertThat(remembered.of(method("profile"))).isEmpty();
    }

    private MethodName method(String call) {
        return page.calls().stream()
                .filter(each -> each.name().equals(call))
                .findFirst()
                .orElseThrow()
                .target()
                .method();
    }
}
