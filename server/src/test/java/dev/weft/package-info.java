/** What holds for all of the server. */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
