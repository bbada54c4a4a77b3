package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.downstream.Headers.Header;
import dev.weft.plan.Target;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the keys of one method's answers. The method's declaration is in them: what was remembered under another is not found.
 * Immutable.
 */
final class CacheKeys {
    private final byte[] scope;
    private final Set<String> unkeyed;
    private final boolean shared;

    /**
     * @param downstream where the method is called
     * @param unkeyed headers that part no answers
     * @param shared whether no header does
     */
    CacheKeys(String downstream, Target target, Set<String> unkeyed, boolean shared) {
        this.scope = bytes(String.join(
                "\n",
                downstream,
                target.method().toString(),
                Fingerprint.of(target.descriptor()),
                shared ? "shared" : "apart"));
        this.unkeyed = unkeyed;
        this.shared = shared;
    }

    /** The key of what such a call is answered. Each part has its length before it, so that none can pass for two. */
    CacheKey of(Headers headers, byte[] request) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(scope);
        parts.add(request);
        if (!shared) {
            headers.entries().forEach(header -> add(header, parts));
        }
        ByteBuffer key = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> key.putInt(part.length).put(part));
        return new CacheKey(key.array());
    }

    private void add(Header header, List<byte[]> parts) {
        if (!unkeyed.contains(header.name())) {
            parts.add(bytes(header.name()));
            parts.add(bytes(header.value()));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
