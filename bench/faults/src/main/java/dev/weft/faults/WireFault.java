package dev.weft.faults;

/** What becomes of what a service answers on its way through a {@link FaultyWire}. */
public enum WireFault {
    /** It arrives. */
    NONE,
    /** It arrives when the fault is over: until then the other end hears nothing. */
    HANGING,
    /** It arrives two seconds later. */
    LATE,
    /** It arrives one byte a second. */
    TRICKLING,
    /** In its place come bytes that mean nothing in any protocol. */
    GARBAGE,
    /** It arrives by half; then the connection is reset (RFC 9293, section 3.5.2). */
    RESET,
    /** The connection goes away before it (RFC 9113, section 6.8); over HTTP/1.1 without a word. */
    GOAWAY,
    /** There are no connections: those that there were are reset, and new ones refused. */
    REFUSING
}
