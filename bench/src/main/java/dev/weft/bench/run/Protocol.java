package dev.weft.bench.run;

/** What the clients speak. */
enum Protocol {
    GRPC("grpc"),
    HTTP1("http1"),
    H2C("h2c");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** As the load's process calls it. */
    String word() {
        return word;
    }
}
