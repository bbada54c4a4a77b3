package dev.weft.downstream;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import java.util.Set;

/** Writes the headers of calls over HTTP to one downstream: the client's that go on, and those that every call carries. */
final class HttpRequestHeaders {
    private static final String JSON = "application/json";

    /** What HTTP itself says of one connection and one message (RFC 9110, sections 6 to 8). */
    private static final Set<String> OF_HTTP = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final HttpHeaders always;

    /**
     * @param configured what every call carries; wins over what the client sent
     * @throws IllegalArgumentException when one of them is no header
     */
    HttpRequestHeaders(Headers configured) {
        HttpHeadersBuilder headers = HttpHeaders.builder();
        for (Headers.Header header : configured.entries()) {
            check(header);
            headers.add(header.name(), header.value());
        }
        // The client's own say what it, not Weft, can read.
        putIfAbsent("accept", JSON, headers);
        putIfAbsent("user-agent", "weft", headers);
        // Said outright, since silence allows every coding (RFC 9110, section 12.5.3).
        headers.set("accept-encoding", "identity");
        this.always = headers.build();
    }

    /** A call's headers, less those of its body. */
    void write(Headers forwarded, HttpHeadersBuilder headers) {
        for (Headers.Header header : forwarded.entries()) {
            if (!always.contains(header.name()) && !OF_HTTP.contains(header.name()) && isPrintable(header.value())) {
                headers.add(header.name(), header.value());
            }
        }
        headers.add(always);
    }

    /** Says that there is a body. */
    void writeBody(HttpHeadersBuilder headers) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
    }

    private static void putIfAbsent(String name, String value, HttpHeadersBuilder headers) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    // Says nothing of the value: it may be a credential.
    private static void check(Headers.Header header) {
        if (OF_HTTP.contains(header.name())) {
            throw new IllegalArgumentException("headers." + header.name()
                    + ": HTTP's own (expected: a name that says nothing of the message itself)");
        }
        if (!isPrintable(header.value())) {
            throw new IllegalArgumentException(
                    "headers." + header.name() + ": the value is not printable ASCII (expected: that)");
        }
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
