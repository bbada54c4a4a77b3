package dev.weft.drills;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The payments over HTTP, with JSON. */
final class HttpPayments {
    private static final int HUGE_CHUNKS = 1600;
    private static final HttpData CHUNK = HttpData.wrap(" ".repeat(65536).getBytes(StandardCharsets.US_ASCII));
    private static final Duration LATE = Duration.ofSeconds(2);

    private final AtomicInteger open = new AtomicInteger();
    private final String json;
    private final Server server;
    private volatile AnswerFault fault = AnswerFault.NONE;

    private HttpPayments() {
        try {
            this.json = JsonFormat.printer().print(PaymentsMain.payments());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        this.server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .requestTimeoutMillis(0)
                .service("/v1/accounts/{account_id}/payments", (context, request) -> answer(context))
                .build();
    }

    static HttpPayments start() {
        HttpPayments payments = new HttpPayments();
        payments.server.start().join();
        return payments;
    }

    int port() {
        return server.activeLocalPort();
    }

    /** How many calls have begun and not ended. */
    int open() {
        return open.get();
    }

    void set(AnswerFault next) {
        fault = next;
    }

    private HttpResponse answer(ServiceRequestContext context) {
        open.incrementAndGet();
        var unused = context.log().whenComplete().thenRun(open::decrementAndGet);
        return switch (fault) {
            case NONE -> ok();
            case HANGING -> HttpResponse.streaming();
            case LATE -> HttpResponse.delayed(ok(), LATE);
            case GARBAGE -> HttpResponse.of(HttpStatus.OK, MediaType.JSON, "{\"payments\": [{\"id\": \"PAY");
            case HUGE -> huge();
        };
    }

    private HttpResponse ok() {
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON, json);
    }

    /** Spaces, which JSON may begin with, as fast as the other end takes them. */
    private static HttpResponse huge() {
        HttpResponseWriter response = HttpResponse.streaming();
        response.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/json"));
        write(response, HUGE_CHUNKS);
        return response;
    }

    private static void write(HttpResponseWriter response, int left) {
        if (left == 0) {
            response.close();
        } else if (response.tryWrite(CHUNK)) {
            var unused = response.whenConsumed().thenRun(() -> write(response, left - 1));
        }
    }
}
