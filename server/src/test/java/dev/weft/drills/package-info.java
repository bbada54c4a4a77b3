/** What becomes of pages when something behind them breaks: tried on real processes, and measured. */
@NullMarked
package dev.weft.drills;

import org.jspecify.annotations.NullMarked;
