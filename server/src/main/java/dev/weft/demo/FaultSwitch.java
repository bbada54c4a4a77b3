package dev.weft.demo;

/** How one service behaves just now. Safe for use by many threads. */
final class FaultSwitch {
    private volatile Fault fault;

    FaultSwitch(Fault fault) {
        this.fault = fault;
    }

    void set(Fault next) {
        fault = next;
    }

    Fault fault() {
        return fault;
    }
}
