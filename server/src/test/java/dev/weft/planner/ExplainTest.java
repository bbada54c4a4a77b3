package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.schema.SchemaException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
    @Test
    void explainsTheDashboard() throws IOException, SchemaException {
        Planning planning = Planner.plan(Cases.demo(), Placement.unknown());

        assertThat(planning.diagnostics()).isEmpty();
        Golden.check("explained/dashboard.txt", Explain.text(planning.plans()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cached", "columns", "composed", "fits", "forwarded"})
    void explains(String name) throws IOException, SchemaException {
        Planning planning = Planner.plan(Cases.schema(name), Placement.unknown());

        Golden.check("explained/" + name + ".txt", Explain.text(planning.plans()));
    }
}
