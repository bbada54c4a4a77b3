/** The page's projection written by hand with generated messages, shared by both hand-written servers. */
@NullMarked
package dev.weft.bench.cards;

import org.jspecify.annotations.NullMarked;
