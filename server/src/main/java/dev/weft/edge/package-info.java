/** Wire to engine: the doors, the interceptors, and the mapping of statuses. */
@NullMarked
package dev.weft.edge;

import org.jspecify.annotations.NullMarked;
