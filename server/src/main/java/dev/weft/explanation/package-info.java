/** What can be said of plans before they are run, for people and for tools. */
@NullMarked
package dev.weft.explanation;

import org.jspecify.annotations.NullMarked;
