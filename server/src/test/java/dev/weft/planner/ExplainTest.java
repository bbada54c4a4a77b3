package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.explanation.Explanation;
import dev.weft.explanation.ExplanationDot;
import dev.weft.explanation.ExplanationJson;
import dev.weft.explanation.ExplanationText;
import dev.weft.plan.RememberedAnswers;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
    @Test
    void explainsTheDashboard() throws IOException, SchemaException {
        Planning planning = Planner.plan(Cases.demo(), Placement.unknown());

        assertThat(planning.diagnostics()).isEmpty();
        Golden.check("explained/dashboard.txt", Explain.text(planning.plans()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cached", "columns", "composed", "fits", "forwarded", "forwarded_streams", "streamed"})
    void explains(String name) throws IOException, SchemaException {
        Planning planning = Planner.plan(Cases.schema(name), Placement.unknown());

        Golden.check("explained/" + name + ".txt", Explain.text(planning.plans()));
    }

    @ParameterizedTest
    @CsvSource({
        "dashboard,txt",
        "dashboard,json",
        "dashboard,dot",
        "composed,txt",
        "composed,json",
        "composed,dot",
        "gathered,txt",
        "gathered,json",
        "gathered,dot",
        "indexes,txt",
        "masked,txt",
        "remembered,txt",
        "remembered,json",
        "forwarded,txt",
        "forwarded,json",
        "forwarded,dot"
    })
    void explainsWhatFollows(String name, String format) throws IOException, SchemaException {
        Map<String, List<String>> places = Map.of(
                "user.v1.UserService", List.of("users"),
                "order.v1.OrderService", List.of("orders-eu"),
                "payment.v1.PaymentService", List.of("payments"),
                "shop.v1.ItemService", List.of("shop"),
                "shop.v1.UserService", List.of("shop"));
        boolean demo = name.equals("dashboard");
        Placement placement = demo
                ? new Placement(Optional.of(places), Set.of(), Map.of(), List.of("traceparent", "accept-language"))
                : Placement.unknown();
        Planning planning = Planner.plan(demo ? Cases.demo() : Cases.schema(name), placement);
        RememberedAnswers remembered = RememberedAnswers.of(planning.plans());
        List<Explanation> explanations = planning.plans().stream()
                .map(plan -> Explanation.of(plan, planning, placement, remembered))
                .toList();

        String printed = switch (format) {
            case "json" -> ExplanationJson.of(explanations);
            case "dot" -> ExplanationDot.of(explanations);
            default -> ExplanationText.of(explanations);
        };
        Golden.check("explained/proofs/" + name + "." + format, printed);
    }
}
