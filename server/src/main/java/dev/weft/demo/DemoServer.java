package dev.weft.demo;

/** A server of one service. */
interface DemoServer {
    /** Where it listens. */
    int port();

    /** Cuts its connections and lets the port go. */
    void stop();
}
