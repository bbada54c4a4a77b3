/** Runs one plan for one request. */
@NullMarked
package dev.weft.execution;

import org.jspecify.annotations.NullMarked;
