package dev.weft.drills;

/** How the payments are called. */
enum Transport {
    GRPC("gRPC"),
    HTTP("HTTP");

    final String title;

    Transport(String title) {
        this.title = title;
    }

    /** Where the payments are, as the configuration names it. */
    String target(PaymentsProcess payments) {
        return this == GRPC
                ? "dns:///" + HostsFile.PAYMENTS + ":" + payments.grpcPort()
                : "http://127.0.0.1:" + payments.httpPort();
    }

    /** Whether a drill can be made over it. Names are looked up over HTTP by Armeria, which has no file to look in. */
    boolean fits(Drill drill) {
        return this == GRPC || drill != Drill.NAME_GONE;
    }
}
