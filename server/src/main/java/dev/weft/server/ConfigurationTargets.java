package dev.weft.server;

import com.google.protobuf.util.Durations;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.OutlierDetection;
import java.util.List;
import java.util.regex.Pattern;

/** What must hold of where a downstream is: of each of its targets, between them, and of how their addresses are watched. */
final class ConfigurationTargets {
    private static final String HOST_AND_PORT = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(:[0-9]{1,5})?";
    private static final String PATH = "(/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*";
    private static final Pattern TARGET = Pattern.compile(HOST_AND_PORT + "|dns:(//[^/]*/)?" + HOST_AND_PORT
            + "|unix:(///)?[^/].*|unix:/[^/].*|(https?|h2c)://" + HOST_AND_PORT + PATH);
    private static final Pattern HTTP = Pattern.compile("(https?|h2c)://.*");

    private ConfigurationTargets() {}

    /** Notes what is wrong; {@code path} is that of the downstream. */
    static void check(Downstream downstream, String path, ConfigurationFindings findings) {
        if (downstream.getTargetsCount() == 0 && downstream.getTarget().isEmpty()) {
            findings.breach(path + ".target", "is missing (expected: where the services are; or targets)");
        } else if (downstream.getTargetsCount() > 0 && !downstream.getTarget().isEmpty()) {
            findings.breach(path + ".target", "stands beside targets (expected: one of them)");
        }
        target(downstream, downstream.getTarget(), path + ".target", findings);
        for (int i = 0; i < downstream.getTargetsCount(); i++) {
            String place = ConfigurationDecoder.element(path + ".targets", i);
            target(downstream, downstream.getTargets(i), place, findings);
            together(downstream.getTargetsList(), downstream.getTargets(i), place, findings);
        }
        health(downstream, path + ".health_check", findings);
        ejection(downstream.getOutlierDetection(), path + ".outlier_detection", findings);
    }

    private static void target(Downstream downstream, String target, String path, ConfigurationFindings findings) {
        if (!target.isEmpty() && !TARGET.matcher(target).matches()) {
            findings.breach(
                    path,
                    "(expected: dns:///host:port, host:port or unix:///path; for HTTP http://host:port, https://… or h2c://…)");
        } else if (downstream.hasTls() && target.matches("(http|h2c)://.*")) {
            findings.breach(path, "stands beside tls (expected: https://…)");
        }
    }

    private static void together(List<String> all, String target, String path, ConfigurationFindings findings) {
        if (target.startsWith("unix:") && all.size() > 1) {
            findings.breach(path, "stands beside others (expected: a Unix domain socket alone, as target)");
        } else if (!shape(target).equals(shape(all.get(0)))) {
            findings.breach(path, "is not alike (expected: the scheme and path of the first)");
        }
    }

    /** What targets of one downstream have in common. */
    private static String shape(String target) {
        return HTTP.matcher(target).matches()
                ? target.replaceFirst("://[^/]*", "://host").replaceFirst("/+$", "")
                : "host:port";
    }

    private static void health(Downstream downstream, String path, ConfigurationFindings findings) {
        if (!downstream.hasHealthCheck()) {
            return;
        }
        String first = downstream.getTargetsCount() > 0 ? downstream.getTargets(0) : downstream.getTarget();
        if (first.startsWith("unix:")) {
            findings.breach(path, "stands beside a Unix domain socket (expected: several addresses to choose from)");
        } else if (!HTTP.matcher(first).matches()
                && !downstream.getHealthCheck().getPath().isEmpty()) {
            findings.breach(path + ".path", "is of HTTP (expected: service, as the target is called over gRPC)");
        } else if (HTTP.matcher(first).matches()
                && !downstream.getHealthCheck().getService().isEmpty()) {
            findings.breach(path + ".service", "is of gRPC (expected: path, as the target is called over HTTP)");
        } else if (HTTP.matcher(first).matches()
                && downstream.getHealthCheck().getPath().isEmpty()) {
            findings.breach(path + ".path", "is missing (expected: what is asked over HTTP, such as /health/ready)");
        }
    }

    private static void ejection(OutlierDetection detection, String path, ConfigurationFindings findings) {
        if (Durations.compare(detection.getBaseEjectionTime(), detection.getMaxEjectionTime()) > 0) {
            findings.breach(
                    path, "base_ejection_time (unless set: 30s) is more than max_ejection_time (unless set: 5m)");
        }
    }
}
