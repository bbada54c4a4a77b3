package dev.weft.edge;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.weft.loop.Loop;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.net.SocketAddress;

/** A request in gRPC-Web that has an answer of many messages, each written as it comes. */
final class GrpcWebStream extends ReceivedCall {
    private final GrpcWebForm form;
    private final HttpResponseWriter response;
    private final Loop loop;
    private final Attributes attributes;
    private boolean begun;

    /** How many messages have been written that the connection has not taken. */
    private int untaken;

    /**
     * @param context with the client's deadline, when it named one
     * @param client where the request came from
     */
    GrpcWebStream(
            ServerMethodDefinition<byte[], byte[]> method,
            Context.CancellableContext context,
            SocketAddress client,
            GrpcWebForm form,
            HttpResponseWriter response,
            Loop loop) {
        super(method, context);
        this.form = form;
        this.response = response;
        this.loop = loop;
        this.attributes = Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, client)
                .set(StatusDetails.IN_BODY, true)
                .build();
    }

    @Override
    public void sendHeaders(Metadata headers) {
        begun = true;
        ResponseHeadersBuilder answer = ResponseHeaders.builder(HttpStatus.OK).set("content-type", form.contentType());
        HttpMetadata.addTo(answer, headers);
        write(answer.build());
    }

    @Override
    public boolean isReady() {
        return !isOver() && untaken == 0;
    }

    @Override
    public void sendMessage(byte[] message) {
        if (write(HttpData.wrap(form.encode(GrpcWebFrames.of(message))))) {
            untaken++;
            // Armeria asks for more when it has written what it had.
            response.whenConsumed().thenRun(() -> loop.execute(this::taken));
        }
    }

    /** Whether it could be; where its client has gone, the call is cancelled. */
    private boolean write(HttpObject object) {
        return response.tryWrite(object);
    }

    private void taken() {
        untaken--;
        if (untaken == 0) {
            ready();
        }
    }

    @Override
    void ended(Status status, Metadata trailers) {
        if (!begun) {
            sendHeaders(new Metadata());
        }
        write(HttpData.wrap(form.encode(GrpcWebFrames.last(status, trailers))));
        response.close();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }
}
