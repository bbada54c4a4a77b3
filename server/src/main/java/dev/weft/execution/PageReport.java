package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.plan.RpcPlan;
import java.util.List;

/**
 * A page that has ended.
 *
 * @param plan the page
 * @param requestId the request's id
 * @param code how it ended; CANCELLED when the client went away
 * @param complete whether it lacks nothing, as its PageStatus says
 * @param tookNanos from the request's arrival to the answer
 * @param calls what became of its calls, in the order of their declaration
 */
public record PageReport(
        RpcPlan plan, String requestId, Code code, boolean complete, long tookNanos, List<CallReport> calls) {}
