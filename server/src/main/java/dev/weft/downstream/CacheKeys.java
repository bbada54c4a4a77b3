package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.downstream.Headers.Header;
import dev.weft.plan.Target;
import dev.weft.wire.ReadFields;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes the keys of one method's answers. The method's declaration is in them: what was remembered under another is not found.
 * Immutable.
 */
final class CacheKeys {
    private final byte[] scope;
    private final int scopeHash;
    private final Set<String> unkeyed;
    private final boolean shared;

    /**
     * @param downstream where the method is called
     * @param declared tells its declaration from others, see {@link Fingerprint}
     * @param unkeyed headers that part no answers; of those that are shared no header does
     */
    CacheKeys(String downstream, Target target, String declared, Remembering remembering, Set<String> unkeyed) {
        this.shared = remembering.rule().shared();
        String named = String.join(
                "\n",
                downstream,
                target.method().toString(),
                declared,
                remembering.fields().map(ReadFields::toString).orElse("whole"),
                shared ? "shared" : "apart");
        // Short, as every key begins with it.
        this.scope = Fingerprint.sha256().digest(bytes(named));
        this.scopeHash = Arrays.hashCode(scope);
        this.unkeyed = unkeyed;
    }

    /** The key of what such a call is answered. Each part has its length before it, so that none can pass for two. */
    CacheKey of(Headers headers, byte[] request) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(request);
        if (!shared) {
            headers.entries().forEach(header -> add(header, parts));
        }
        int length = scope.length;
        int hash = scopeHash;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
            hash = 31 * hash + Arrays.hashCode(part);
        }
        ByteBuffer key = ByteBuffer.allocate(length).put(scope);
        for (byte[] part : parts) {
            key.putInt(part.length).put(part);
        }
        return new CacheKey(key.array(), hash);
    }

    /**
     * Those of a client's headers that go on with a call which is made for all who have its key: what the key does not tell apart must
     * not be told apart by the answer either.
     */
    Headers sent(Headers headers) {
        return shared ? headers.only(unkeyed) : headers;
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
