package dev.weft.demo;

/** What the demo tells a person to try. */
public final class DemoGuide {
    private static final String TEXT = """
            Weft's demo: four screens of a shop, put together from %3$d services.

              Each in one call, with curl or, by the page's name, with grpcurl:

                curl -s localhost:%2$d/v1/users/101/dashboard
                curl -s localhost:%2$d/v1/products/CMP-1401/page
                curl -s 'localhost:%2$d/v1/search?query=laptop'
                curl -s 'localhost:%2$d/v1/admin/analytics?compare=true'
                grpcurl -plaintext -d '{"user_id": 101}' localhost:%1$d dashboard.v1.DashboardService/GetDashboard

              What else is there, and what it looks like:

                grpcurl -plaintext localhost:%1$d list
                grpcurl -plaintext localhost:%1$d describe dashboard.v1.DashboardService
                curl -s localhost:%2$d/openapi.json

              Users are 101 to 120. Start it with a fault, and the rest still comes, in time:

                --fail payments    --slow orders=2s    --hang prices
            """;

    private DemoGuide() {}

    /** The text, for a server whose doors are at these ports. */
    public static String text(int grpcPort, int httpPort) {
        return TEXT.formatted(grpcPort, httpPort, DemoService.values().length);
    }
}
