package dev.weft.downstream;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.DecoratingHttpClientFunction;
import com.linecorp.armeria.client.HttpClient;
import com.linecorp.armeria.client.RequestOptionsBuilder;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import io.netty.util.AttributeKey;

/**
 * Sends a path and query as they were written. Armeria makes another form of them, with {@code %3A} as a colon and the {@code %20} of a
 * query as a plus; but to a server {@code /users/7:delete} is not the same as {@code /users/7%3Adelete}, whose id a client may
 * have chosen.
 */
final class ExactPath implements DecoratingHttpClientFunction {
    private static final AttributeKey<String> WRITTEN = AttributeKey.valueOf(ExactPath.class, "WRITTEN");

    private final String basePath;

    /** @param basePath what stands before every path */
    ExactPath(String basePath) {
        this.basePath = basePath;
    }

    /** Says what the path and query of a request are. */
    static void write(String pathAndQuery, RequestOptionsBuilder options) {
        options.attr(WRITTEN, pathAndQuery);
    }

    @Override
    public HttpResponse execute(HttpClient delegate, ClientRequestContext ctx, HttpRequest request) throws Exception {
        String written = ctx.attr(WRITTEN);
        if (written == null) {
            return delegate.execute(ctx, request);
        }
        HttpRequest exact = request.withHeaders(request.headers().toBuilder().path(basePath + written));
        ctx.updateRequest(exact);
        return delegate.execute(ctx, exact);
    }
}
