/** What is wrong with a page: collected, placed in the .proto, and put in words. */
@NullMarked
package dev.weft.diagnostics;

import org.jspecify.annotations.NullMarked;
