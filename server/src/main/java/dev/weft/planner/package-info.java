/** From descriptors to plans, or every diagnostic at once. */
@NullMarked
package dev.weft.planner;

import org.jspecify.annotations.NullMarked;
