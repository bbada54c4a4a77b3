package dev.weft.bench.downstream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The three services over HTTP, with JSON. */
final class HttpAnswers {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private static final int HUGE_CHUNKS = 1600;
    private static final HttpData CHUNK = HttpData.wrap(" ".repeat(65536).getBytes(StandardCharsets.US_ASCII));

    private final Traffic traffic;

    HttpAnswers(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Starts to listen, and returns the port. */
    int start() {
        Answers answers = Answers.in(HttpAnswers::json);
        Server server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .workerGroup(EventLoopGroups.newEventLoopGroup(1, "http-loop", true), true)
                .service("/v1/users/{id}", service(context -> answers.users().get(id(context, "id"))))
                .service(
                        "/v1/users/{id}/orders",
                        service(context -> answers.orders().get(id(context, "id"))))
                .service(
                        "/v1/accounts/{id}/payments",
                        service(context -> answers.payments().get(context.pathParam("id"))))
                .build();
        server.start().join();
        return server.activeLocalPort();
    }

    private HttpService service(Finder finder) {
        return (context, request) -> {
            traffic.count();
            byte[] answer = finder.find(context);
            HttpResponse response = answer == null
                    ? HttpResponse.of(HttpStatus.NOT_FOUND)
                    : HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, answer);
            if (traffic.isHuge()) {
                return huge();
            }
            long delay = traffic.delayMillis();
            return delay == 0 ? response : HttpResponse.delayed(response, Duration.ofMillis(delay));
        };
    }

    /** Spaces, which JSON may begin with, as fast as the other end takes them. */
    private static HttpResponse huge() {
        HttpResponseWriter response = HttpResponse.streaming();
        response.write(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, MediaType.JSON_UTF_8));
        write(response, HUGE_CHUNKS);
        return response;
    }

    private static void write(HttpResponseWriter response, int left) {
        if (left == 0) {
            response.close();
        } else if (response.tryWrite(CHUNK)) {
            response.whenConsumed().thenRun(() -> write(response, left - 1));
        }
    }

    private static Long id(ServiceRequestContext context, String parameter) {
        return Long.valueOf(String.valueOf(context.pathParam(parameter)));
    }

    private static byte[] json(MessageOrBuilder answer) {
        try {
            return PRINTER.print(answer).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finds the answer to a request. */
    private interface Finder {
        byte @Nullable [] find(ServiceRequestContext context);
    }
}
