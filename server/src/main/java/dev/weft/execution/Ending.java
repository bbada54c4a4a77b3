package dev.weft.execution;

/** How a node of a plan ended, for those that read it. */
enum Ending {
    /** It has a value. */
    VALUE,
    /** It has none: it failed, or something that it needs has none. */
    NONE,
    /** It has none, and that is as the page wants it. */
    NOT_NEEDED,
    /** Its formula went wrong. */
    BROKEN
}
