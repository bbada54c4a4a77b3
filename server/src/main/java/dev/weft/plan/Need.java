package dev.weft.plan;

/**
 * A slot that must hold something before a call is made.
 *
 * @param slot which slot
 * @param expression what fills it, for people: {@code profile.user.billing_id}
 */
public record Need(int slot, String expression) {}
