package dev.weft.bench.load;

import dev.weft.bench.grpc.BytesMarshaller;
import dev.weft.bench.grpc.Loops;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks over gRPC, with messages as bytes. */
final class GrpcClient implements Client {
    private final Loops loops;
    private final MethodDescriptor<byte[], byte[]> method;
    private final List<ManagedChannel> channels;
    private final byte[][] requests;
    private int turn;

    GrpcClient(Loops loops, String address, int connections, Asked asked, long[] users) {
        this.loops = loops;
        this.method = MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(MethodType.UNARY)
                .setFullMethodName(asked.method())
                .build();
        this.channels = IntStream.range(0, connections)
                .mapToObj(i -> loops.channel(address))
                .toList();
        this.requests = Arrays.stream(users)
                .mapToObj(user -> asked.request(user).toByteArray())
                .toArray(byte[][]::new);
    }

    @Override
    public Slot slot(Round round) {
        turn = (turn + 1) % channels.size();
        return new GrpcSlot(round, channels.get(turn));
    }

    @Override
    public void execute(Runnable task) {
        loops.schedule(task, 0);
    }

    private final class GrpcSlot extends Slot {
        private final ManagedChannel channel;

        GrpcSlot(Round round, ManagedChannel channel) {
            super(round);
            this.channel = channel;
        }

        @Override
        void send(int index) {
            ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
            call.start(new Answer(this), new Metadata());
            call.request(2);
            call.sendMessage(requests[index]);
            call.halfClose();
        }
    }

    private static final class Answer extends ClientCall.Listener<byte[]> {
        private final Slot slot;
        private byte @Nullable [] message;

        Answer(Slot slot) {
            this.slot = slot;
        }

        @Override
        public void onMessage(byte[] received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            slot.answered(status.isOk() ? message : null);
        }
    }
}
