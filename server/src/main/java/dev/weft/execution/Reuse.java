package dev.weft.execution;

import java.util.function.Supplier;

/**
 * That a page may be used again by whoever asked for it.
 *
 * @param nanos for how long: as long as everything that it is made of stands
 * @param shared whether it is the same for everybody
 * @param content the serialized answer without what became of the calls: two pages are as good as equal when it is. To be called
 *     where the answer is handed on
 */
public record Reuse(long nanos, boolean shared, Supplier<byte[]> content) {}
