package dev.weft.plan;

/**
 * Where the answer says what became of its calls.
 *
 * @param field the number of the PageStatus field
 */
public record StatusField(int field) {}
