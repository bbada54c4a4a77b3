package dev.weft.edge;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.execution.RunningStream;
import dev.weft.execution.StreamClient;
import dev.weft.execution.StreamRequest;
import dev.weft.loop.Loop;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request for a streaming rpc, from its arrival to its end. All that happens to it happens on its loop. */
final class StreamCall extends ServerCall.Listener<byte[]> implements StreamClient {
    private final ServerCall<byte[], byte[]> call;
    private final StreamHandler handler;
    private final Loop loop;
    private final boolean compress;

    /** Null while it is being started. */
    private @Nullable RunningStream running;

    private Arrivals.@Nullable Arrival arrival;
    private int received;
    private boolean begun;
    private boolean over;

    StreamCall(ServerCall<byte[], byte[]> call, StreamHandler handler, Loop loop, boolean compress) {
        this.call = call;
        this.handler = handler;
        this.loop = loop;
        this.compress = compress;
    }

    /** @param arrivals of its loop */
    void begin(StreamRequest request, Arrivals arrivals) {
        handler.live().add(this);
        if (isOneRequest()) {
            arrival = arrivals.begin(() -> end(Code.DEADLINE_EXCEEDED, Arrivals.LATE));
            // One more than there may be, to notice when there are two.
            call.request(1);
        }
        guard(() -> running = handler.runner().start(handler.plan(), request, this));
    }

    private boolean isOneRequest() {
        return !handler.plan().descriptor().isClientStreaming();
    }

    /** Whatever goes wrong in it, nothing is left behind; what is around the handler tells the client. */
    private void guard(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            leave();
            if (running != null) {
                running.cancel();
            }
            throw e;
        }
    }

    private RunningStream running() {
        if (running == null) {
            throw new IllegalStateException("stream: not started (expected: its listener is told afterwards)");
        }
        return running;
    }

    @Override
    public void onMessage(byte[] message) {
        guard(() -> received(message));
    }

    private void received(byte[] message) {
        received++;
        if (received > 1 && isOneRequest()) {
            end(Code.INTERNAL, "two requests (expected: one)");
            return;
        }
        Optional<Status> objection = handler.rules().check(message);
        if (objection.isPresent()) {
            running().fail(objection.get());
        } else {
            running().message(message);
        }
    }

    @Override
    public void onHalfClose() {
        arrived();
        if (received == 0 && isOneRequest()) {
            end(Code.INTERNAL, "no request (expected: one)");
        } else {
            guard(running()::halfClosed);
        }
    }

    @Override
    public void onReady() {
        guard(running()::ready);
    }

    @Override
    public void onCancel() {
        leave();
        running().cancel();
    }

    /** Ends it, as the server is about to stop. Called from any thread. */
    void endForShutdown() {
        loop.execute(() -> end(Code.UNAVAILABLE, "the server is shutting down"));
    }

    private void end(Code code, String message) {
        running()
                .fail(Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(message)
                        .build());
    }

    private void arrived() {
        if (arrival != null) {
            arrival.end();
            arrival = null;
        }
    }

    private void leave() {
        arrived();
        over = true;
        handler.live().remove(this);
    }

    @Override
    public void request(int messages) {
        if (!over) {
            call.request(messages);
        }
    }

    @Override
    public boolean isReady() {
        return !over && call.isReady();
    }

    @Override
    public void begin() {
        if (over || begun) {
            return;
        }
        begun = true;
        if (compress) {
            Compression.prepare(call);
        }
        call.sendHeaders(new Metadata());
    }

    @Override
    public void send(byte[] message) {
        if (over) {
            return;
        }
        begin();
        if (compress) {
            Compression.choose(call, message);
        }
        call.sendMessage(message);
    }

    @Override
    public void complete(List<String> missing) {
        if (!over) {
            begin();
            leave();
            call.close(io.grpc.Status.OK, PageCall.partial(missing));
        }
    }

    @Override
    public void fail(Status status) {
        if (!over) {
            leave();
            PageCall.fail(call, status);
        }
    }
}
