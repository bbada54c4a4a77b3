package dev.weft.plan;

/**
 * A node that must have brought something.
 *
 * @param node which
 * @param expression what reads it, for people
 * @param value whether it must have a value; otherwise it is enough that it did not go wrong
 */
public record Requirement(int node, String expression, boolean value) {}
