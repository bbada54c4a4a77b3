package dev.weft.edge;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id: the client's {@code x-request-id} when there is one that can be written to a log as it is,
 * otherwise a new one. It stands in the request's headers from here on, and in those of the answer, be it a page or an
 * error.
 */
final class RequestIds implements ServerInterceptor {
    static final Metadata.Key<String> KEY = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");

    /** The id of a request that has passed here. */
    static String of(Metadata headers) {
        String id = headers.get(KEY);
        return id == null ? "" : id;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return next.startCall(new Identified<>(call, give(headers)), headers);
    }

    /** Makes sure that the request has an id, and no other. */
    static String give(Metadata headers) {
        String sent = headers.get(KEY);
        String id = idOf(sent);
        if (sent != null) {
            headers.discardAll(KEY);
        }
        headers.put(KEY, id);
        return id;
    }

    private static String idOf(@Nullable String sent) {
        return sent != null && SANE.matcher(sent).matches() ? sent : made();
    }

    // Unique, not secret: a random number that costs nothing will do.
    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private static final class Identified<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final String id;
        private boolean answered;

        Identified(ServerCall<Q, A> call, String id) {
            super(call);
            this.id = id;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            answered = true;
            headers.put(KEY, id);
            super.sendHeaders(headers);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!answered) {
                trailers.put(KEY, id);
            }
            super.close(status, trailers);
        }
    }
}
