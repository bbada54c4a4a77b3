package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the HTTP door answers by itself: health, for the machines that ask, and the description of the pages. */
final class OwnPaths {
    private static final byte[] OK = "{\"status\": \"ok\"}".getBytes(UTF_8);

    private final Map<String, Content> contents;

    /** Something to read. */
    interface Content {
        /** JSON in UTF-8. */
        byte[] json() throws Refusal;

        /** Whether it takes so long that no loop should wait for it. */
        default boolean isSlow() {
            return false;
        }
    }

    /**
     * @param draining whether the server is about to stop
     * @param pages how many rpcs are served
     * @param openApi the description; null when it is not given out
     */
    OwnPaths(Draining draining, int pages, @Nullable Content openApi) {
        byte[] summary = ("{\"status\": \"ok\", \"pages\": " + pages + "}").getBytes(UTF_8);
        Map<String, Content> all = new HashMap<>();
        // The process runs: it would be of no use to start it anew because it is about to stop.
        all.put("/health/live", () -> OK);
        all.put("/health/ready", () -> unless(draining, OK));
        all.put("/health", () -> unless(draining, summary));
        if (openApi != null) {
            all.put("/openapi.json", openApi);
        }
        contents = Map.copyOf(all);
    }

    private static byte[] unless(Draining draining, byte[] json) throws Refusal {
        if (draining.hasBegun()) {
            throw Refusal.shuttingDown();
        }
        return json;
    }

    /** What is at the path; null when it is none of these. */
    @Nullable
    Content find(HttpMethod method, String path) throws Refusal {
        Content content = contents.get(path);
        if (content != null && method != HttpMethod.GET && method != HttpMethod.HEAD) {
            throw Refusal.methodNotAllowed(method.name(), new TreeSet<>(Set.of("GET", "HEAD")));
        }
        return content;
    }
}
