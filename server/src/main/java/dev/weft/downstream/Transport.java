package dev.weft.downstream;

import dev.weft.loop.EventLoops;
import dev.weft.plan.Target;
import dev.weft.transcoding.JsonMapping;
import java.util.Optional;

/** The way to one downstream, with its connections. Safe for use by many threads. */
sealed interface Transport extends AutoCloseable permits GrpcTransport, HttpTransport {
    /**
     * That of the target's scheme. It connects by itself; this does not wait for it.
     *
     * @throws IllegalArgumentException when a setting is not what it should be
     */
    static Transport open(DownstreamSettings settings, EventLoops loops, JsonMapping json) {
        return settings.isOverHttp() ? HttpTransport.open(settings, loops, json) : GrpcTransport.open(settings, loops);
    }

    /**
     * Calls a method, innermost of a {@link CallStack}. Tells the downstream how much time there is; does not keep it.
     *
     * @param repeated whether a call that is lost on the way is made again further out
     * @throws IllegalArgumentException when the method cannot be called this way
     */
    UnaryCall call(Target target, boolean repeated);

    /**
     * Calls a streaming method. Tells the downstream how much time there is; does not keep it.
     *
     * @throws IllegalArgumentException when the method cannot be called this way
     */
    StreamingCall stream(Target target);

    /** How many addresses there are, and how many are called; empty when there is only one, which always is. */
    Optional<Addresses> addresses();

    /** Ends every call and connection. */
    @Override
    void close();
}
