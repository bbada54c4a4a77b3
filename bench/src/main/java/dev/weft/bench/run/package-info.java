/** Starts everything, measures by turns, prints the table. */
@NullMarked
package dev.weft.bench.run;

import org.jspecify.annotations.NullMarked;
