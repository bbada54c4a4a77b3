/** Expressions: read, and those that are more than a path or a literal compiled and run as CEL. */
@NullMarked
package dev.weft.expression;

import org.jspecify.annotations.NullMarked;
