package dev.weft.execution;

import dev.weft.plan.MethodName;

/**
 * A downstream call of a page that has ended.
 *
 * @param name its name in the page; {@code forward} for an rpc that is passed on
 * @param method what it called
 * @param outcome what became of it
 */
public record CallReport(String name, MethodName method, Outcome outcome) {}
