package dev.weft.server;

import java.util.List;
import java.util.Properties;

/** Netty's search for buffers that nobody releases, of the Netty of each door. */
final class LeakDetection {
    private static final List<String> NETTYS = List.of("io.netty.", "io.grpc.netty.shaded.io.netty.");

    private LeakDetection() {}

    /**
     * Off, unless a system property says something else: to watch one buffer of 128, as Netty does, takes a thirtieth of the time of every page. Before
     * the first class of Netty's is loaded.
     */
    static void offByDefault(Properties system) {
        NETTYS.stream()
                .filter(netty -> !isSet(netty, system))
                .forEach(netty -> system.setProperty(level(netty), "disabled"));
    }

    private static boolean isSet(String netty, Properties system) {
        return system.containsKey(level(netty)) || system.containsKey(netty + "leakDetectionLevel");
    }

    private static String level(String netty) {
        return netty + "leakDetection.level";
    }
}
