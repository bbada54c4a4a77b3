package dev.weft.planner;

import dev.weft.schema.Spot;
import java.util.List;
import java.util.Optional;

/**
 * A call, and all that it depends on.
 *
 * @param list the list for each of whose elements it is made
 * @param request what fills its request
 * @param condition the bool that says whether it is made
 * @param after the calls that it comes after
 * @param fallback what its response is where it brings none
 */
record BoundCall(
        DeclaredCall call,
        Optional<Filled> list,
        List<Filled> request,
        Optional<Filled> condition,
        List<After> after,
        Optional<Filled> fallback) {
    BoundCall {
        request = List.copyOf(request);
        after = List.copyOf(after);
    }

    /** A call that another comes after, and where that is written. */
    record After(DeclaredCall call, Spot spot) {}
}
