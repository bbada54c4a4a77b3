package dev.weft.diagnostics;

/** How bad it is. */
public enum Severity {
    /** Nothing is served. */
    ERROR,
    /** It runs, and is probably not what was meant. */
    WARNING
}
