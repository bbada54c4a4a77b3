/** The clients: asks for pages without a pause, checks them and takes the time. */
@NullMarked
package dev.weft.bench.load;

import org.jspecify.annotations.NullMarked;
