package dev.weft.edge;

import build.buf.protovalidate.Violation;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Any;
import com.google.protobuf.TextFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.util.List;

/** Tells a client what is wrong with its request (AIP-193: INVALID_ARGUMENT with a google.rpc.BadRequest). */
final class Violations {
    /** Details travel in a header, and clients read no more than 8 KiB of headers: what does not fit is left out. */
    private static final int MAX_BYTES = 3 * 1024;

    private static final int MAX_TEXT = 256;

    private Violations() {}

    /** The status for violations of a type's rules, of which there is at least one. */
    static Status status(List<Violation> violations) {
        return of(violations.stream().map(Violations::told).toList());
    }

    /** The status for a request that cannot be read as its type; there is at least one violation. */
    static Status unreadable(List<dev.weft.transcoding.Violation> violations) {
        return of(violations.stream()
                .map(violation -> told(violation.field(), violation.description()))
                .toList());
    }

    private static Status of(List<FieldViolation> violations) {
        BadRequest.Builder details = BadRequest.newBuilder();
        int bytes = 0;
        for (FieldViolation told : violations) {
            bytes += told.getSerializedSize();
            if (bytes <= MAX_BYTES) {
                details.addFieldViolations(told);
            }
        }
        FieldViolation first = violations.get(0);
        return Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage(
                        first.getField().isEmpty()
                                ? first.getDescription()
                                : first.getField() + ": " + first.getDescription())
                .addDetails(Any.pack(details.build()))
                .build();
    }

    private static FieldViolation told(Violation violation) {
        build.buf.validate.Violation proto = violation.toProto();
        return told(
                path(proto.getField().getElementsList()),
                proto.getMessage().isEmpty() ? proto.getRuleId() : proto.getMessage());
    }

    private static FieldViolation told(String field, String description) {
        return FieldViolation.newBuilder()
                .setField(shortened(field))
                .setDescription(shortened(description))
                .build();
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end) + "…";
    }

    /** As a client writes it: {@code items[3].labels["colour"]}. */
    static String path(List<FieldPathElement> elements) {
        StringBuilder path = new StringBuilder();
        for (FieldPathElement element : elements) {
            path.append(path.isEmpty() ? "" : ".")
                    .append(element.getFieldName())
                    .append(subscript(element));
        }
        return path.toString();
    }

    private static String subscript(FieldPathElement element) {
        return switch (element.getSubscriptCase()) {
            case INDEX -> "[" + element.getIndex() + "]";
            case BOOL_KEY -> "[" + element.getBoolKey() + "]";
            case INT_KEY -> "[" + element.getIntKey() + "]";
            case UINT_KEY -> "[" + Long.toUnsignedString(element.getUintKey()) + "]";
            case STRING_KEY -> "[\"" + TextFormat.escapeDoubleQuotesAndBackslashes(element.getStringKey()) + "\"]";
            case SUBSCRIPT_NOT_SET -> "";
        };
    }
}
