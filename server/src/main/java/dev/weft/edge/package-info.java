/** Where clients come in: the doors, what every request passes, and the mapping of wire to engine. */
@NullMarked
package dev.weft.edge;

import org.jspecify.annotations.NullMarked;
