/** Runs one plan for one request: deadlines, outcomes, and what the page says of itself. */
@NullMarked
package dev.weft.execution;

import org.jspecify.annotations.NullMarked;
