/** What the downstream services answer, and the page that must come of it. */
@NullMarked
package dev.weft.bench.data;

import org.jspecify.annotations.NullMarked;
