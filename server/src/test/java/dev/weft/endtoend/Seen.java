package dev.weft.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.Any;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.Status;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a client sees of the page of user 101, whose time is one second.
 *
 * @param page empty when there is none
 * @param partial the header {@code weft-partial}
 */
record Seen(
        String door,
        Code code,
        String message,
        List<Any> details,
        GetDashboardResponse page,
        Optional<String> partial,
        Duration took) {
    /** The page's own timeout, less the margin, and something for a slow machine. */
    static final Duration IN_TIME = Duration.ofMillis(990);

    private static final GetDashboardRequest REQUEST =
            GetDashboardRequest.newBuilder().setUserId(101).build();
    private static final GetDashboardResponse NO_PAGE = GetDashboardResponse.getDefaultInstance();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static List<Seen> byEveryDoor(ServedDashboard served) throws Exception {
        return List.of(
                byGrpc(served),
                byJson(served.weft().httpPort()),
                byGrpcWeb(served.weft().httpPort()));
    }

    private static Seen byGrpc(ServedDashboard served) {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        long start = System.nanoTime();
        try {
            GetDashboardResponse page = served.stub()
                    .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .getDashboard(REQUEST);
            Metadata.Key<String> partial = Metadata.Key.of("weft-partial", Metadata.ASCII_STRING_MARSHALLER);
            return ok("gRPC", page, Optional.ofNullable(headers.get().get(partial)), start);
        } catch (StatusRuntimeException e) {
            return failed("gRPC", StatusProto.fromThrowable(e), start);
        }
    }

    private static Seen byJson(int port) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> got = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/users/101/dashboard"))
                        .header("timeout", "1s")
                        .build(),
                BodyHandlers.ofString());
        JsonFormat.Parser parser = JsonFormat.parser()
                .usingTypeRegistry(TypeRegistry.newBuilder()
                        .add(ErrorDetailsProto.getDescriptor().getMessageTypes())
                        .build());
        if (got.statusCode() == 200) {
            GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder();
            parser.merge(got.body(), page);
            return ok("JSON", page.build(), got.headers().firstValue("weft-partial"), start);
        }
        String error = got.body().replaceFirst("^\\{\"error\":(.*)}$", "$1");
        String name = error.replaceFirst(".*\"status\":\"([A-Z_]+)\".*", "$1");
        Status.Builder status = Status.newBuilder();
        parser.merge(error.replaceFirst("\"status\":\"[A-Z_]+\",", ""), status);
        return failed("JSON", status.setCode(Code.valueOf(name).getNumber()).build(), start);
    }

    private static Seen byGrpcWeb(int port) throws Exception {
        byte[] message = REQUEST.toByteArray();
        long start = System.nanoTime();
        HttpResponse<byte[]> got = CLIENT.send(
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + port + "/dashboard.v1.DashboardService/GetDashboard"))
                        .header("content-type", "application/grpc-web+proto")
                        .header("grpc-timeout", "1000m")
                        .POST(BodyPublishers.ofByteArray(ByteBuffer.allocate(5 + message.length)
                                .put((byte) 0)
                                .putInt(message.length)
                                .put(message)
                                .array()))
                        .build(),
                BodyHandlers.ofByteArray());
        ByteBuffer frames = ByteBuffer.wrap(got.body());
        GetDashboardResponse page = frames.get(0) == 0 ? GetDashboardResponse.parseFrom(frame(frames)) : NO_PAGE;
        Map<String, String> trailers = trailers(new String(frame(frames), ISO_8859_1));
        if (trailers.get("grpc-status").equals("0")) {
            return ok("gRPC-Web", page, got.headers().firstValue("weft-partial"), start);
        }
        Status status = Status.parseFrom(Base64.getDecoder().decode(trailers.get("grpc-status-details-bin")));
        assertSame(status, trailers);
        return failed("gRPC-Web", status, start);
    }

    private static void assertSame(Status status, Map<String, String> trailers) {
        String message = URLDecoder.decode(trailers.get("grpc-message"), StandardCharsets.UTF_8);
        if (!message.equals(status.getMessage())
                || !trailers.get("grpc-status").equals(String.valueOf(status.getCode()))) {
            throw new AssertionError(trailers + " is not " + status);
        }
    }

    private static byte[] frame(ByteBuffer frames) {
        frames.get();
        byte[] content = new byte[frames.getInt()];
        frames.get(content);
        return content;
    }

    private static Map<String, String> trailers(String block) {
        Map<String, String> trailers = new HashMap<>();
        for (String line : block.lines().toList()) {
            int colon = line.indexOf(':');
            trailers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return trailers;
    }

    private static Seen ok(String door, GetDashboardResponse page, Optional<String> partial, long start) {
        return new Seen(door, Code.OK, "", List.of(), page, partial, since(start));
    }

    private static Seen failed(String door, Status status, long start) {
        return new Seen(
                door,
                Code.forNumber(status.getCode()),
                status.getMessage(),
                status.getDetailsList(),
                NO_PAGE,
                Optional.empty(),
                since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
