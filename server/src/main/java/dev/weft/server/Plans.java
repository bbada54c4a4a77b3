package dev.weft.server;

import dev.weft.diagnostics.Report;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Limits;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import java.util.List;
import java.util.function.Consumer;

/** Plans that may be run. */
final class Plans {
    private Plans() {}

    /**
     * Plans every page of a schema.
     *
     * @param warnings takes the text of what is odd and not wrong
     * @throws StartupException when any page has an error, with the text of all, or when there is no page
     */
    static List<RpcPlan> of(Schema schema, Placement placement, Limits limits, Consumer<String> warnings)
            throws StartupException {
        return planning(schema, placement, limits, warnings).plans();
    }

    /** The same, with what can be asked of them. */
    static Planning planning(Schema schema, Placement placement, Limits limits, Consumer<String> warnings)
            throws StartupException {
        Planning planning = Planner.plan(schema, placement, limits);
        String text = Report.of(schema).text(planning.diagnostics());
        if (planning.hasErrors()) {
            throw StartupException.wrongInput(text.stripTrailing());
        }
        if (planning.plans().isEmpty()) {
            throw StartupException.wrongInput("error: there is nothing to serve (expected: an rpc with the option"
                    + " (weft.v1.page), of a service that no downstream of the configuration runs)");
        }
        if (!text.isEmpty()) {
            warnings.accept(text);
        }
        return planning;
    }
}
