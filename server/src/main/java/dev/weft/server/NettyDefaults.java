package dev.weft.server;

import java.util.List;
import java.util.Properties;

/**
 * What is off in the Netty of each door unless a system property says something else: the search for buffers that nobody releases, as
 * to watch one buffer of 128 takes a thirtieth of the time of every page; and events for the Flight Recorder, as they load it in every
 * start.
 */
final class NettyDefaults {
    private static final List<String> NETTYS = List.of("io.netty.", "io.grpc.netty.shaded.io.netty.");

    private NettyDefaults() {}

    /** Sets the properties, before the first class of Netty's is loaded. */
    static void apply(Properties system) {
        for (String netty : NETTYS) {
            // The older name would have no say beside the newer.
            if (!system.containsKey(netty + "leakDetectionLevel")) {
                system.putIfAbsent(netty + "leakDetection.level", "disabled");
            }
            system.putIfAbsent(netty + "jfr.enabled", "false");
        }
    }
}
