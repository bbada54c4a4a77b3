package dev.weft.demo;

/** What the demo tells a person to try. */
public final class DemoGuide {
    private static final String TEXT = """
            Weft's demo: the home screen of a shop, put together from three services.

              The whole screen in one call, with curl or, by the page's name, with grpcurl:

                curl -s localhost:%2$d/v1/users/101/dashboard
                grpcurl -plaintext -d '{"user_id": 101}' localhost:%1$d dashboard.v1.DashboardService/GetDashboard

              What else is there, and what it looks like:

                grpcurl -plaintext localhost:%1$d list
                grpcurl -plaintext localhost:%1$d describe dashboard.v1.DashboardService
                curl -s localhost:%2$d/openapi.json

              Users are 101 to 120. Start it with a fault, and the rest still comes, in time:

                --fail payments    --slow orders=2s    --hang payments
            """;

    private DemoGuide() {}

    /** The text, for a server whose doors are at these ports. */
    public static String text(int grpcPort, int httpPort) {
        return TEXT.formatted(grpcPort, httpPort);
    }
}
