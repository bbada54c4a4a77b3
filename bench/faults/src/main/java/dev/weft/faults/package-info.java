/** What a server is drilled with: wires that are broken on purpose, and processes that are killed. */
@NullMarked
package dev.weft.faults;

import org.jspecify.annotations.NullMarked;
