package dev.weft.edge;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpStatus;
import java.util.Map;
import java.util.Set;

/** An HTTP request is turned away before it is a request for a page; the status is for the client's eyes. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MAX_QUOTED = 100;

    private final transient HttpStatus http;
    private final transient Status status;
    private final transient Map<String, String> headers;

    private Refusal(HttpStatus http, Status status, Map<String, String> headers) {
        super(status.getMessage(), null, false, false);
        this.http = http;
        this.status = status;
        this.headers = headers;
    }

    /** Nothing is at the path. */
    static Refusal notFound(String path) {
        return of(HttpStatus.NOT_FOUND, "nothing is at " + shortened(path));
    }

    /** No rpc has that name: what gRPC says of it. */
    static Refusal unknownMethod(String name) {
        return of(HttpStatus.NOT_IMPLEMENTED, "there is no rpc " + shortened(name));
    }

    /** The rpc's requests are more than one message, which gRPC-Web has no form for. */
    static Refusal clientStreaming(String name) {
        return of(
                HttpStatus.NOT_IMPLEMENTED,
                shortened(name) + " takes a stream of messages, which gRPC-Web cannot send (expected: gRPC)");
    }

    /** Something is at the path, but not with this method. */
    static Refusal methodNotAllowed(String method, Set<String> allowed) {
        String list = String.join(", ", allowed);
        Status status = status(HttpStatus.METHOD_NOT_ALLOWED, method + " (expected: " + list + ")");
        return new Refusal(HttpStatus.METHOD_NOT_ALLOWED, status, Map.of("allow", list));
    }

    /** The body is in a form that is not read here. */
    static Refusal unsupported(String header, String value, String expected) {
        return of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, said(header, value, expected));
    }

    /** The body is larger than what is read. */
    static Refusal tooLarge(long most) {
        return of(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "the request's body is too large (expected: at most " + most + " bytes)");
    }

    /** A header of the request is not as it should be. */
    static Refusal header(String name, String value, String expected) {
        FieldViolation violation = FieldViolation.newBuilder()
                .setField("header " + name)
                .setDescription(quoted(value) + " (expected: " + expected + ")")
                .build();
        return invalid(status(HttpStatus.BAD_REQUEST, said("header " + name, value, expected)).toBuilder()
                .addDetails(Any.pack(
                        BadRequest.newBuilder().addFieldViolations(violation).build()))
                .build());
    }

    /** The body is not what its content type says. */
    static Refusal malformed(String what) {
        return of(HttpStatus.BAD_REQUEST, what);
    }

    /** The request is not one of the method's type: INVALID_ARGUMENT, with details. */
    static Refusal invalid(Status status) {
        return new Refusal(HttpStatus.BAD_REQUEST, status, Map.of());
    }

    /** The server is about to stop. */
    static Refusal shuttingDown() {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "the server is shutting down");
    }

    /** What the transport objects to. */
    static Refusal of(HttpStatus http, String message) {
        return new Refusal(http, status(http, message), Map.of());
    }

    private static Status status(HttpStatus http, String message) {
        Code code = HttpCodes.code(http);
        return Status.newBuilder().setCode(code.getNumber()).setMessage(message).build();
    }

    private static String said(String name, String value, String expected) {
        return name + ": " + quoted(value) + " (expected: " + expected + ")";
    }

    private static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    private static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    }

    HttpStatus http() {
        return http;
    }

    Status status() {
        return status;
    }

    /** Headers that go with the answer. */
    Map<String, String> headers() {
        return headers;
    }
}
