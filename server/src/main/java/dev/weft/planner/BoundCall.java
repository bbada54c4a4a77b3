package dev.weft.planner;

import java.util.List;

/** A call, and what fills its request. */
record BoundCall(DeclaredCall call, List<Filled> request) {
    BoundCall {
        request = List.copyOf(request);
    }
}
