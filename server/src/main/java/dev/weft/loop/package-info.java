/** The event loops on which everything happens, of both Nettys, with what a loop keeps for its connections: timers, buffers, writes. */
@NullMarked
package dev.weft.loop;

import org.jspecify.annotations.NullMarked;
