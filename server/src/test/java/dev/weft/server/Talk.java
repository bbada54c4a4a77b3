package dev.weft.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One call, from the client's side: nothing is asked for that the test does not ask for. */
final class Talk extends ClientCall.Listener<byte[]> {
    /** How a call ended. */
    record End(Status status, Metadata trailers) {
        Status.Code code() {
            return status.getCode();
        }

        String trailer(String name) {
            return trailers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }
    }

    private final ClientCall<byte[], byte[]> call;
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Metadata> headers = new LinkedBlockingQueue<>();
    private volatile Runnable onReady = () -> {};

    private Talk(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    static Talk begin(Channel channel, MethodDescriptor<byte[], byte[]> method, Metadata headers, CallOptions options) {
        Talk talk = new Talk(channel.newCall(method, options));
        talk.call.start(talk, headers);
        return talk;
    }

    Talk send(byte[] message) {
        call.sendMessage(message);
        return this;
    }

    Talk halfClose() {
        call.halfClose();
        return this;
    }

    void cancel() {
        call.cancel("the test has had enough", null);
    }

    boolean isReady() {
        return call.isReady();
    }

    /** Does this now, and whenever a message would be taken again. */
    void whenReady(Runnable sending) {
        onReady = sending;
        sending.run();
    }

    /** The next message, which is asked for. */
    byte[] message() throws InterruptedException {
        call.request(1);
        Object event = event();
        if (event instanceof End end) {
            throw new AssertionError("ended: " + end);
        }
        return (byte[]) event;
    }

    /** How it ended, when nothing comes before that. */
    End end() throws InterruptedException {
        call.request(1);
        if (event() instanceof End end) {
            return end;
        }
        throw new AssertionError("a message");
    }

    /** The headers of the answer. */
    Metadata headers() throws InterruptedException {
        return Objects.requireNonNull(headers.poll(10, TimeUnit.SECONDS), "headers");
    }

    private Object event() throws InterruptedException {
        return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "an event");
    }

    @Override
    public void onHeaders(Metadata received) {
        headers.add(received);
    }

    @Override
    public void onMessage(byte[] message) {
        events.add(message);
    }

    @Override
    public void onReady() {
        onReady.run();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        events.add(new End(status, trailers));
    }
}
