package dev.weft.drills;

import dev.weft.downstream.LoopbackServer;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The payments over gRPC. */
final class GrpcPayments {
    private static final byte[] ANSWER = PaymentsMain.payments().toByteArray();
    private static final byte[] GARBAGE = garbage();
    private static final int HUGE_BYTES = 100 << 20;
    private static final long LATE_SECONDS = 2;

    private final AtomicInteger open = new AtomicInteger();

    /** One thread: huge answers go out one after another, so that this process needs memory for one. */
    private final ScheduledExecutorService later = new ScheduledThreadPoolExecutor(1);

    private volatile AnswerFault fault = AnswerFault.NONE;
    private final LoopbackServer server;

    private GrpcPayments() throws IOException {
        this.server = LoopbackServer.start(0, builder -> builder.addStreamTracerFactory(new Streams()));
        server.on("payment.v1.PaymentService/ListPayments", this::handle);
    }

    static GrpcPayments start() throws IOException {
        return new GrpcPayments();
    }

    int port() {
        return server.port();
    }

    /** How many calls have begun and not ended. */
    int open() {
        return open.get();
    }

    void set(AnswerFault next) {
        fault = next;
    }

    private void handle(LoopbackServer.Call call) {
        switch (fault) {
            case NONE -> call.answer(ANSWER);
            case HANGING -> {}
            case LATE -> later.schedule(() -> answer(call, ANSWER), LATE_SECONDS, TimeUnit.SECONDS);
            case GARBAGE -> call.answer(GARBAGE);
            case HUGE -> later.execute(() -> answer(call, new byte[HUGE_BYTES]));
        }
    }

    private static void answer(LoopbackServer.Call call, byte[] message) {
        try {
            call.answer(message);
        } catch (IllegalStateException e) {
            // The caller has gone.
        }
    }

    /** No message begins so: a field number of zero. */
    private static byte[] garbage() {
        byte[] garbage = new byte[512];
        Arrays.fill(garbage, (byte) 0x07);
        return garbage;
    }

    private final class Streams extends ServerStreamTracer.Factory {
        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            open.incrementAndGet();
            return new ServerStreamTracer() {
                @Override
                public void streamClosed(Status status) {
                    open.decrementAndGet();
                }
            };
        }
    }
}
