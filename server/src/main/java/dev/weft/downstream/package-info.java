/** One unary call downstream, bytes in and bytes out, and the decorators that make it safe. */
@NullMarked
package dev.weft.downstream;

import org.jspecify.annotations.NullMarked;
