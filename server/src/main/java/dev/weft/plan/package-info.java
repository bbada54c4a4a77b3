/** What a page was compiled into: immutable records and sealed types, no I/O. */
@NullMarked
package dev.weft.plan;

import org.jspecify.annotations.NullMarked;
