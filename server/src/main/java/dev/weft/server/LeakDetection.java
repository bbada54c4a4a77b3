package dev.weft.server;

import java.util.List;

/** Netty's search for buffers that nobody releases, of the Netty of each door. */
final class LeakDetection {
    private static final List<String> NETTYS = List.of("io.netty.", "io.grpc.netty.shaded.io.netty.");

    private LeakDetection() {}

    /**
     * Off, unless a system property says something else: to watch one buffer of 128, as Netty does, takes a thirtieth of the time of every page. Before
     * the first class of Netty's is loaded.
     */
    static void offByDefault() {
        NETTYS.stream().filter(netty -> !isSet(netty)).forEach(netty -> System.setProperty(level(netty), "disabled"));
    }

    private static boolean isSet(String netty) {
        return System.getProperty(level(netty)) != null || System.getProperty(netty + "leakDetectionLevel") != null;
    }

    private static String level(String netty) {
        return netty + "leakDetection.level";
    }
}
