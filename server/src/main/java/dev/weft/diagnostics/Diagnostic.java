package dev.weft.diagnostics;

import dev.weft.schema.Spot;

/**
 * Something that is wrong with a page.
 *
 * @param severity how bad it is
 * @param spot where
 * @param text what, and what was expected instead
 */
public record Diagnostic(Severity severity, Spot spot, String text) {}
