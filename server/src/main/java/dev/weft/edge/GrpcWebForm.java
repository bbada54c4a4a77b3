package dev.weft.edge;

import com.linecorp.armeria.common.HttpHeaders;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two forms of gRPC-Web: as bytes, and as base64 for clients that can only read text. */
enum GrpcWebForm {
    BINARY("application/grpc-web"),
    TEXT("application/grpc-web-text");

    private static final String PROTO = "+proto";

    private final String contentType;

    GrpcWebForm(String contentType) {
        this.contentType = contentType;
    }

    /** Whether a request is gRPC-Web in any form. */
    static boolean isAsked(HttpHeaders headers) {
        return type(headers).startsWith(BINARY.contentType);
    }

    /** The form of a request; null when it is none of these. */
    static @Nullable GrpcWebForm of(HttpHeaders headers) {
        String type = type(headers);
        for (GrpcWebForm form : values()) {
            if (type.equals(form.contentType) || type.equals(form.contentType + PROTO)) {
                return form;
            }
        }
        return null;
    }

    private static String type(HttpHeaders headers) {
        String type = headers.get("content-type", "");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** The content type of answers. */
    String contentType() {
        return contentType + PROTO;
    }

    byte[] encode(byte[] frames) {
        return this == BINARY ? frames : Base64.getEncoder().encode(frames);
    }

    /** @throws Refusal when text is not base64 */
    byte[] decode(byte[] body) throws Refusal {
        try {
            return this == BINARY ? body : Base64Chunks.decode(body);
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("the request's body is not base64");
        }
    }
}
