package dev.weft.server;

import java.util.List;
import java.util.Properties;

/**
 * What is off in the libraries unless a system property says something else: the search of both Nettys for buffers that nobody
 * releases, as to watch one buffer of 128 takes a thirtieth of the time of every page; and events for the Flight Recorder, of both
 * and of Redis' client, as they load it in every start.
 */
final class LibraryDefaults {
    private static final List<String> NETTYS = List.of("io.netty.", "io.grpc.netty.shaded.io.netty.");

    private LibraryDefaults() {}

    /** Sets the properties, before the first class of theirs is loaded. */
    static void apply(Properties system) {
        for (String netty : NETTYS) {
            // The older name would have no say beside the newer.
            if (!system.containsKey(netty + "leakDetectionLevel")) {
                system.putIfAbsent(netty + "leakDetection.level", "disabled");
            }
            system.putIfAbsent(netty + "jfr.enabled", "false");
        }
        system.putIfAbsent("io.lettuce.core.jfr", "false");
    }
}
