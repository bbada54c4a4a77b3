package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.schema.SchemaException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExplainTest {
    @Test
    void explainsTheDashboard() throws IOException, SchemaException {
        Planning planning = Planner.plan(Cases.demo(), Downstreams.unknown());

        assertThat(planning.diagnostics()).isEmpty();
        Golden.check("dashboard.txt", Explain.text(planning.plans()));
    }
}
