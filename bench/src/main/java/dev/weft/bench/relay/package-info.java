/** The floor: the page's calls made and their answers put one behind another, nothing understood. */
@NullMarked
package dev.weft.bench.relay;

import org.jspecify.annotations.NullMarked;
