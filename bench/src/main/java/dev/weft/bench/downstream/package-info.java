/** The services behind the page: as cheap as can be. */
@NullMarked
package dev.weft.bench.downstream;

import org.jspecify.annotations.NullMarked;
