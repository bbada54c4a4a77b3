package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.execution.CallReport;
import dev.weft.execution.Outcome;
import dev.weft.execution.PageReport;
import dev.weft.plan.MethodName;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageLineTest {
    @Test
    void saysWhatBecameOfEachCall() throws Exception {
        PageReport report = new PageReport(
                dashboard(),
                "0abc",
                Code.OK,
                false,
                3_104_999,
                List.of(
                        call("a", new Outcome.Fresh(1_200_000)),
                        call("b", new Outcome.Cached(1_000_000_000, 7_000)),
                        call("c", new Outcome.Stale(61_000_000_000L, 0)),
                        call("d", new Outcome.Failed(Code.UNAVAILABLE, "connection \"refused\"", 204_000)),
                        call("e", new Outcome.Fallback(new Outcome.Failed(Code.INTERNAL, "no message", 1))),
                        call("f", new Outcome.NotNeeded()),
                        call("g", new Outcome.Skipped("profile.user.id"))));
        assertThat(new PageLine(report)).hasToString("""
                {"page":"dashboard.v1.DashboardService/GetDashboard","request_id":"0abc","code":"OK","complete":false,"took_ms":3.104,\
                "calls":[{"name":"a","method":"s.S/A","outcome":"FRESH","took_ms":1.200},\
                {"name":"b","method":"s.S/B","outcome":"CACHED","age_ms":1000.000,"took_ms":0.007},\
                {"name":"c","method":"s.S/C","outcome":"STALE","age_ms":61000.000,"took_ms":0.000},\
                {"name":"d","method":"s.S/D","outcome":"FAILED","code":"UNAVAILABLE","cause":"connection \\"refused\\"","took_ms":0.204},\
                {"name":"e","method":"s.S/E","outcome":"FALLBACK","code":"INTERNAL","cause":"no message","took_ms":0.000},\
                {"name":"f","method":"s.S/F","outcome":"NOT_NEEDED"},\
                {"name":"g","method":"s.S/G","outcome":"SKIPPED","cause":"profile.user.id"}]}""");
    }

    private static CallReport call(String name, Outcome outcome) {
        return new CallReport(name, new MethodName("s.S", name.toUpperCase(Locale.ROOT)), outcome);
    }

    private static RpcPlan dashboard() throws Exception {
        try (var set = PageLineTest.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            Schema schema = Schema.parse(Map.of("dashboard.binpb", set.readAllBytes()));
            return Planner.plan(schema, Placement.unknown()).plans().get(0);
        }
    }
}
