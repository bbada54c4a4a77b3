package dev.weft.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoRegistration;

/** Armeria's sockets on one of Weft's loops, which watches them beside gRPC's own. To be used on the loop. */
interface ArmeriaSockets {
    /** Begins to watch one, for nothing yet. */
    IoRegistration register(IoHandle socket) throws Exception;

    /** Whether they are of that type. */
    boolean isCompatible(Class<? extends IoHandle> type);

    /** Whether it does what a handler of that type does in Armeria's Netty. */
    boolean isIoType(Class<? extends IoHandler> type);

    /** The loop has stopped. */
    void close();
}
