package dev.weft.plan;

/**
 * Where the answer says what became of its calls.
 *
 * @param field the number of the PageStatus field
 * @param slot the slot that the answer's template writes it from
 */
public record StatusSlot(int field, int slot) {}
