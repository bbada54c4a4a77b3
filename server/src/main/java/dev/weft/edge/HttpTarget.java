package dev.weft.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request is for, percent-encoded as it came.
 *
 * @param path from the first slash on
 * @param query without the question mark; null when there is none
 */
record HttpTarget(String path, @Nullable String query) {
    static HttpTarget of(ServiceRequestContext ctx) {
        // Armeria's own path is a normal form of what came: good for its router, but not for values.
        String raw = Objects.requireNonNullElse(ctx.rawPath(), ctx.path());
        int question = raw.indexOf('?');
        return question < 0
                ? new HttpTarget(raw, null)
                : new HttpTarget(raw.substring(0, question), raw.substring(question + 1));
    }
}
