package dev.weft.drills;

/** How {@link PaymentsMain} answers. */
enum AnswerFault {
    /** As it should. */
    NONE,
    /** Never. */
    HANGING,
    /** Two seconds later: after every page's deadline. */
    LATE,
    /** With bytes that are no message, or no JSON, in an answer that is otherwise in order. */
    GARBAGE,
    /** With a message, or a body, of 100 MB. */
    HUGE
}
