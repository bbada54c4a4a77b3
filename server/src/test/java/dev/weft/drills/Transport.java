package dev.weft.drills;

/** How the payments are called. */
enum Transport {
    GRPC("gRPC"),
    HTTP("HTTP"),
    /** As {@link #HTTP}, with a name in place of the address. */
    HTTP_BY_NAME("HTTP");

    final String title;

    Transport(String title) {
        this.title = title;
    }

    /** Where the payments are, as the configuration names it. */
    String target(PaymentsProcess payments) {
        return switch (this) {
            case GRPC -> "dns:///" + HostsFile.PAYMENTS + ":" + payments.grpcPort();
            case HTTP -> "http://127.0.0.1:" + payments.httpPort();
            case HTTP_BY_NAME -> "http://" + HostsFile.PAYMENTS + ":" + payments.httpPort();
        };
    }

    /** Whether a drill is made over it. */
    boolean fits(Drill drill) {
        return this == GRPC || (drill == Drill.NAME_GONE) == (this == HTTP_BY_NAME);
    }
}
