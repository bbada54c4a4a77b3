/** Tells people what happened: the log, with a line for each page. */
@NullMarked
package dev.weft.telemetry;

import org.jspecify.annotations.NullMarked;
