package dev.weft.demo;

/** A server of one service. */
interface DemoServer {
    /** Where it listens. */
    int port();

    /**
     * Begins to cut its connections and to let the port go.
     *
     * @return waits until that is done
     */
    Runnable stop();
}
