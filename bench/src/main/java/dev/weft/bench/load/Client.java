package dev.weft.bench.load;

/** Connections to a server. */
interface Client {
    /** A slot on one of the connections, each in its turn. */
    Slot slot(Round round);

    /** Runs {@code task} on the loop to which the slots are confined. */
    void execute(Runnable task);
}
