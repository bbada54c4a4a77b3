/** Fifteen minutes of mixed load while things break: is any page wrong, or late, and does memory stay flat? */
@NullMarked
package dev.weft.bench.soak;

import org.jspecify.annotations.NullMarked;
