package dev.weft.execution;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.weft.execution.Outcome.Failed;
import dev.weft.plan.CallPlan;
import java.util.List;

/**
 * Every way in which a page as a whole fails, as the client is told: in Weft's own words, with a google.rpc.ErrorInfo where a call
 * is to blame (AIP-193).
 */
final class PageFailure {
    private static final String DOMAIN = "weft.dev";

    private PageFailure() {}

    /** The deadline had passed, or was too near, when the request came. */
    static Status late() {
        return status(Code.DEADLINE_EXCEEDED, "the deadline had passed before the page could start");
    }

    /** The request's bytes are not of its type. */
    static Status malformedRequest() {
        return status(Code.INVALID_ARGUMENT, "malformed request");
    }

    /** The request asks for what the answer does not have. */
    static Status mask(List<String> problems) {
        BadRequest.Builder details = BadRequest.newBuilder();
        problems.forEach(problem ->
                details.addFieldViolationsBuilder().setField("read_mask").setDescription(problem));
        return status(Code.INVALID_ARGUMENT, "read_mask: " + problems.get(0)).toBuilder()
                .addDetails(Any.pack(details.build()))
                .build();
    }

    /** A fault of Weft's own. */
    static Status unexpected() {
        return status(Code.INTERNAL, "internal error");
    }

    /**
     * A required call did not answer.
     *
     * @param timeIsUp whether the page's time is up: what was not made was not made for that, whatever it had waited for
     */
    static Status required(CallPlan call, Outcome outcome, boolean timeIsUp) {
        if (outcome instanceof Failed || timeIsUp) {
            Code code = outcome instanceof Failed failed ? failed.code() : Code.DEADLINE_EXCEEDED;
            return blame(call, pageCode(code), "required call \"%s\" failed: %s".formatted(call.name(), code));
        }
        return blame(
                call,
                Code.FAILED_PRECONDITION,
                "required call \"%s\" was not made: a value that it needs is empty".formatted(call.name()));
    }

    /** A forwarded rpc failed, and the downstream did not say more than the code. */
    static Status forwarded(Code code) {
        return status(pageCode(code), "the service behind failed: " + code);
    }

    /**
     * The page's code for that of a required call. Two would say something false of the page: UNIMPLEMENTED, that there is no
     * such page; CANCELLED, that the client broke it off.
     */
    private static Code pageCode(Code code) {
        return switch (code) {
            case UNIMPLEMENTED -> Code.INTERNAL;
            case CANCELLED -> Code.UNAVAILABLE;
            default -> code;
        };
    }

    private static Status blame(CallPlan call, Code code, String message) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setReason("REQUIRED_CALL_FAILED")
                .setDomain(DOMAIN)
                .putMetadata("call", call.name())
                .build();
        return status(code, message).toBuilder().addDetails(Any.pack(info)).build();
    }

    private static Status status(Code code, String message) {
        return Status.newBuilder().setCode(code.getNumber()).setMessage(message).build();
    }
}
