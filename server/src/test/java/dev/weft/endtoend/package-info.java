/** Weft as its users have it: the jar, started as a process, called over sockets. */
@NullMarked
package dev.weft.endtoend;

import org.jspecify.annotations.NullMarked;
