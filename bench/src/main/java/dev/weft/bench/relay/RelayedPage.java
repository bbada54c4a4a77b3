package dev.weft.bench.relay;

import dev.weft.bench.data.Shop;
import dev.weft.bench.grpc.BytesMarshaller;
import dev.weft.bench.order.v1.OrderServiceGrpc;
import dev.weft.bench.payment.v1.ListPaymentsRequest;
import dev.weft.bench.payment.v1.PaymentServiceGrpc;
import dev.weft.bench.user.v1.UserServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its three calls. The user is sent to the first and the orders' service as it came; the third call waits for the
 * first, as in the page, but its request is known by the user's id: nothing is read of an answer.
 */
final class RelayedPage extends ServerCall.Listener<byte[]> {
    private static final MethodDescriptor<byte[], byte[]> USER =
            BytesMarshaller.method(UserServiceGrpc.getGetUserMethod());
    private static final MethodDescriptor<byte[], byte[]> ORDERS =
            BytesMarshaller.method(OrderServiceGrpc.getListOrdersMethod());
    private static final MethodDescriptor<byte[], byte[]> PAYMENTS =
            BytesMarshaller.method(PaymentServiceGrpc.getListPaymentsMethod());
    private static final Map<Byte, byte[]> PAYMENT_REQUESTS = paymentRequests();
    private static final int CALLS = 3;

    private final ServerCall<byte[], byte[]> call;
    private final Channel channel;
    private final byte[][] answers = new byte[CALLS][];
    private byte @Nullable [] request;
    private @Nullable CallOptions options;
    private int open = CALLS;

    RelayedPage(ServerCall<byte[], byte[]> call, Channel channel) {
        this.call = call;
        this.channel = channel;
    }

    /** By the last byte of a user's id, which is the second byte of the request. */
    private static Map<Byte, byte[]> paymentRequests() {
        Map<Byte, byte[]> requests = new HashMap<>();
        for (long id : Shop.users()) {
            requests.put(
                    (byte) id,
                    ListPaymentsRequest.newBuilder()
                            .setAccountId(Shop.account(id))
                            .build()
                            .toByteArray());
        }
        return requests;
    }

    @Override
    public void onMessage(byte[] message) {
        request = message;
    }

    @Override
    public void onHalfClose() {
        if (request == null) {
            call.close(Status.INTERNAL, new Metadata());
            return;
        }
        options = CallOptions.DEFAULT.withDeadline(Deadline.after(900, TimeUnit.MILLISECONDS));
        start(0, USER, Arrays.copyOf(request, 2), options);
        start(1, ORDERS, request, options);
    }

    private void start(int index, MethodDescriptor<byte[], byte[]> method, byte[] message, CallOptions with) {
        ClientCall<byte[], byte[]> downstream = channel.newCall(method, with);
        downstream.start(new Answer(index), new Metadata());
        downstream.request(2);
        downstream.sendMessage(message);
        downstream.halfClose();
    }

    private void ended(int index, Status status) {
        if (call.isCancelled() || open == 0) {
            return;
        }
        if (!status.isOk()) {
            open = 0;
            call.close(Status.UNAVAILABLE, new Metadata());
            return;
        }
        if (index == 0 && request != null && options != null) {
            start(2, PAYMENTS, PAYMENT_REQUESTS.getOrDefault(request[1], new byte[0]), options);
        }
        if (--open == 0) {
            call.sendHeaders(new Metadata());
            call.sendMessage(joined());
            call.close(Status.OK, new Metadata());
        }
    }

    private byte[] joined() {
        byte[] joined = new byte[answers[0].length + answers[1].length + answers[2].length];
        int at = 0;
        for (byte[] answer : answers) {
            System.arraycopy(answer, 0, joined, at, answer.length);
            at += answer.length;
        }
        return joined;
    }

    private final class Answer extends ClientCall.Listener<byte[]> {
        private final int index;

        Answer(int index) {
            this.index = index;
        }

        @Override
        public void onMessage(byte[] message) {
            answers[index] = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended(index, status);
        }
    }
}
