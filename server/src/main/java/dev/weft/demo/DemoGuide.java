package dev.weft.demo;

/** What the demo tells a person to try. */
public final class DemoGuide {
    private static final String TEXT = """
            Weft's demo: the home screen of a shop, put together from three services.

              The whole screen in one call, by the page's name:

                grpcurl -plaintext -d '{"user_id": 101}' localhost:%1$d dashboard.v1.DashboardService/GetDashboard

              What else is there, and what it looks like:

                grpcurl -plaintext localhost:%1$d list
                grpcurl -plaintext localhost:%1$d describe dashboard.v1.DashboardService

              Users are 101 to 120. Start it with a fault, and the rest still comes, in time:

                --fail payments    --slow orders=2s    --hang payments
            """;

    private DemoGuide() {}

    /** The text, for a server whose gRPC door is at this port. */
    public static String text(int grpcPort) {
        return TEXT.formatted(grpcPort);
    }
}
