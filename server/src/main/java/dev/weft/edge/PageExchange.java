package dev.weft.edge;

import com.linecorp.armeria.common.HttpResponse;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import java.util.Optional;

/** One request for a page over HTTP: how its body is read and its answer is written. */
interface PageExchange {
    /** The rpc that it asks for. */
    ServerMethodDefinition<byte[], byte[]> method();

    /** Whether its client may use the answer again: then it is told for how long. */
    default boolean isReusable() {
        return false;
    }

    /** The form in which an answer of many messages is written; empty when it is not one of those. */
    default Optional<GrpcWebForm> streaming() {
        return Optional.empty();
    }

    /** Its headers; its id is among them. */
    Metadata headers();

    /** Until when its client waits, when it said so. */
    Optional<Deadline> deadline();

    /**
     * The serialized request message.
     *
     * @throws Refusal when there is none in this body
     */
    byte[] message(byte[] body) throws Refusal;

    /** The answer. */
    HttpResponse answer(CallAnswer answer);

    /** The answer to a request that is none. */
    HttpResponse refuse(Refusal refusal);
}
