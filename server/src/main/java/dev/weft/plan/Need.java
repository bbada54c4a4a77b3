package dev.weft.plan;

/**
 * A slot that must hold something before a call is made.
 *
 * @param slot which slot
 * @param node the node that it is read of
 * @param expression what fills it, for people: {@code profile.user.billing_id}
 */
public record Need(int slot, int node, String expression) {}
