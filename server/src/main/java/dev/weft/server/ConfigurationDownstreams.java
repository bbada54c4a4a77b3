package dev.weft.server;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of downstreams: of each by itself, and between them. */
final class ConfigurationDownstreams {
    /** The least that gRPC clients ask (gRFC A8). */
    private static final Duration LEAST_KEEPALIVE = Durations.fromSeconds(10);

    private ConfigurationDownstreams() {}

    /** Notes what does not fit together within one downstream. */
    static void check(Downstream downstream, String path, ConfigurationFindings findings) {
        ConfigurationTargets.check(downstream, path, findings);
        headers(downstream.getHeadersMap(), path + ".headers", findings);
        methods(downstream, path + ".methods", findings);
        if (Durations.compare(downstream.getKeepalive().getTime(), LEAST_KEEPALIVE) < 0) {
            findings.breach(path + ".keepalive.time", "is too short (expected: at least 10s)");
        }
    }

    /** Notes names that are there twice, and services in several places that have no name to tell them apart. */
    static void checkNames(List<Downstream> downstreams, ConfigurationFindings findings) {
        Map<String, Integer> names = new HashMap<>();
        Map<String, Integer> services = new HashMap<>();
        for (int i = 0; i < downstreams.size(); i++) {
            unique(downstreams.get(i).getName(), i, names, findings);
            for (String service : downstreams.get(i).getServicesList()) {
                named(service, i, services, findings);
            }
        }
    }

    private static void unique(String name, int index, Map<String, Integer> names, ConfigurationFindings findings) {
        Integer other = names.putIfAbsent(name, index);
        if (other != null) {
            int named = findings.isWritten(path(index) + ".name") ? index : other;
            same(named, named == index ? other : index, findings);
        }
    }

    private static void same(int index, int other, ConfigurationFindings findings) {
        String path = path(index) + ".name";
        if (findings.isWritten(path)) {
            findings.breach(path, "is already the name of the one at " + at(other, findings) + " (expected: its own)");
        }
    }

    private static void named(
            String service, int index, Map<String, Integer> services, ConfigurationFindings findings) {
        Integer first = services.putIfAbsent(service, index);
        if (first != null && first != index) {
            unnamed(first, index, findings);
            unnamed(index, first, findings);
        }
    }

    private static void unnamed(int index, int other, ConfigurationFindings findings) {
        String path = path(index) + ".name";
        if (!findings.isWritten(path)) {
            findings.breach(
                    path,
                    "is missing: one of its services is also at " + at(other, findings)
                            + " (expected: a name for each)");
        }
    }

    private static String path(int index) {
        return ConfigurationDecoder.element("downstreams", index);
    }

    private static ConfigurationPlace at(int index, ConfigurationFindings findings) {
        return findings.nearest(path(index));
    }

    private static void headers(Map<String, String> headers, String path, ConfigurationFindings findings) {
        headers.forEach((name, value) -> {
            Optional<String> wrong = ConfigurationHeaders.name(name).or(() -> ConfigurationHeaders.value(name, value));
            wrong.ifPresent(why -> findings.breach(ConfigurationDecoder.entry(path, name), why));
        });
    }

    private static void methods(Downstream downstream, String path, ConfigurationFindings findings) {
        Set<String> before = new HashSet<>();
        for (int i = 0; i < downstream.getMethodsCount(); i++) {
            Method method = downstream.getMethods(i);
            String name = ConfigurationDecoder.element(path, i) + ".name";
            String service = method.getName().replaceFirst("/.*", "");
            if (!downstream.getServicesList().contains(service)) {
                findings.breach(name, "(expected: a method of one of this downstream's services)");
            } else if (!before.add(method.getName())) {
                findings.breach(name, "is here twice (expected: once)");
            }
        }
    }
}
