/** Breaks the wire to a service on purpose: what a server is drilled with. */
@NullMarked
package dev.weft.faults;

import org.jspecify.annotations.NullMarked;
