package dev.weft.bench.downstream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.bench.grpc.BytesMarshaller;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.item.v1.PriceServiceGrpc;
import dev.weft.bench.item.v1.StockServiceGrpc;
import dev.weft.bench.order.v1.OrderServiceGrpc;
import dev.weft.bench.payment.v1.PaymentServiceGrpc;
import dev.weft.bench.user.v1.UserServiceGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The services over gRPC. */
final class GrpcAnswers {
    private static final int HUGE_BYTES = 100 << 20;

    private final Loops loops;
    private final Traffic traffic;
    private final AtomicBoolean huge = new AtomicBoolean();

    GrpcAnswers(Loops loops, Traffic traffic) {
        this.loops = loops;
        this.traffic = traffic;
    }

    List<ServerServiceDefinition> services(Answers answers) {
        return List.of(
                service(UserServiceGrpc.getGetUserMethod(), answers::user),
                service(OrderServiceGrpc.getListOrdersMethod(), answers::orders),
                service(PaymentServiceGrpc.getListPaymentsMethod(), answers::payments),
                service(PriceServiceGrpc.getGetPriceMethod(), answers::price),
                service(StockServiceGrpc.getGetStockMethod(), answers::stock));
    }

    private ServerServiceDefinition service(MethodDescriptor<?, ?> method, Finder finder) {
        return ServerServiceDefinition.builder(String.valueOf(method.getServiceName()))
                .addMethod(BytesMarshaller.method(method), (call, headers) -> {
                    call.request(2);
                    return new Answering(call, finder);
                })
                .build();
    }

    /** A huge one is made only when the last has gone: there is memory for one. */
    private byte[] message(byte[] answer) {
        return traffic.isHuge() && huge.compareAndSet(false, true) ? new byte[HUGE_BYTES] : answer;
    }

    /** Finds the answer to a request. */
    private interface Finder {
        byte @Nullable [] find(byte[] request) throws InvalidProtocolBufferException;
    }

    private final class Answering extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final Finder finder;
        private byte @Nullable [] answer;

        Answering(ServerCall<byte[], byte[]> call, Finder finder) {
            this.call = call;
            this.finder = finder;
        }

        @Override
        public void onMessage(byte[] request) {
            traffic.count();
            try {
                answer = finder.find(request);
            } catch (InvalidProtocolBufferException e) {
                answer = null;
            }
        }

        @Override
        public void onCancel() {
            huge.set(false);
        }

        @Override
        public void onHalfClose() {
            long delay = traffic.delayMillis();
            if (delay == 0) {
                answer();
            } else {
                loops.schedule(this::answer, delay);
            }
        }

        private void answer() {
            if (call.isCancelled()) {
                return;
            }
            if (answer == null) {
                call.close(Status.NOT_FOUND, new Metadata());
                return;
            }
            call.sendHeaders(new Metadata());
            call.sendMessage(message(answer));
            call.close(Status.OK, new Metadata());
        }
    }
}
