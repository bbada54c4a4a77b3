package dev.weft.expression;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a value of CEL into a field. */
final class Encoder {
    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final int SECONDS = 1;
    private static final int NANOS = 2;

    private Encoder() {}

    /** A value does not fit the field that it is for. */
    static final class MisfitException extends Exception {
        private static final long serialVersionUID = 1;
        private final Code code;

        MisfitException(Code code) {
            this.code = code;
        }

        Code code() {
            return code;
        }
    }

    /** The value that an optional holds, or that is not null; null when there is none. */
    static @Nullable Object present(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Encoder::present).orElse(null);
        }
        return value instanceof NullValue || value instanceof com.google.protobuf.NullValue ? null : value;
    }

    /** The message that {@code field} is of, with the value in it, serialized. */
    static byte[] encode(FieldDescriptor field, Object value) throws MisfitException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(field.getContainingType());
        if (field.isMapField()) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) as(Map.class, value)).entrySet()) {
                message.addRepeatedField(field, entry(field.getMessageType(), entry));
            }
        } else if (field.isRepeated()) {
            for (Object element : as(Iterable.class, value)) {
                message.addRepeatedField(field, single(field, element));
            }
        } else {
            message.setField(field, single(field, value));
        }
        return message.build().toByteArray();
    }

    private static Message entry(Descriptor type, Map.Entry<?, ?> entry) throws MisfitException {
        FieldDescriptor key = type.findFieldByNumber(1);
        FieldDescriptor value = type.findFieldByNumber(2);
        return DynamicMessage.newBuilder(type)
                .setField(key, single(key, entry.getKey()))
                .setField(value, single(value, entry.getValue()))
                .build();
    }

    private static Object single(FieldDescriptor field, Object given) throws MisfitException {
        Object value = present(given);
        if (value == null) {
            throw new MisfitException(Code.INVALID_ARGUMENT);
        }
        return switch (field.getType()) {
            case INT64, SINT64, SFIXED64 -> as(Long.class, value);
            case INT32, SINT32, SFIXED32 -> narrow(as(Long.class, value));
            case UINT64, FIXED64 -> as(UnsignedLong.class, value).longValue();
            case UINT32, FIXED32 -> narrow(as(UnsignedLong.class, value));
            case DOUBLE -> as(Double.class, value);
            case FLOAT -> narrow(as(Double.class, value));
            case BOOL -> as(Boolean.class, value);
            case STRING -> as(String.class, value);
            case BYTES -> ByteString.copyFrom(as(CelByteString.class, value).toByteArray());
            case ENUM -> number(field, narrow(as(Long.class, value)));
            case MESSAGE, GROUP -> message(field.getMessageType(), value);
        };
    }

    private static <T> T as(Class<T> type, Object value) throws MisfitException {
        if (!type.isInstance(value)) {
            throw new MisfitException(Code.INVALID_ARGUMENT);
        }
        return type.cast(value);
    }

    private static int narrow(Long value) throws MisfitException {
        if (value.intValue() != value) {
            throw new MisfitException(Code.OUT_OF_RANGE);
        }
        return value.intValue();
    }

    private static int narrow(UnsignedLong value) throws MisfitException {
        if (Long.compareUnsigned(value.longValue(), UINT32_MAX) > 0) {
            throw new MisfitException(Code.OUT_OF_RANGE);
        }
        return value.intValue();
    }

    private static float narrow(Double value) throws MisfitException {
        if (Double.isFinite(value) && !Float.isFinite(value.floatValue())) {
            throw new MisfitException(Code.OUT_OF_RANGE);
        }
        return value.floatValue();
    }

    private static Object number(FieldDescriptor field, int number) throws MisfitException {
        Object known = field.getEnumType().findValueByNumber(number);
        if (known == null && field.getEnumType().isClosed()) {
            throw new MisfitException(Code.OUT_OF_RANGE);
        }
        return known == null ? field.getEnumType().findValueByNumberCreatingIfUnknown(number) : known;
    }

    private static Message message(Descriptor type, Object value) throws MisfitException {
        if (value instanceof Instant instant) {
            return time(type, instant.getEpochSecond(), instant.getNano());
        }
        if (value instanceof Duration duration) {
            // A negative java.time.Duration has positive nanoseconds; of protobuf's both have one sign.
            boolean borrowed = duration.getSeconds() < 0 && duration.getNano() > 0;
            return borrowed
                    ? time(type, duration.getSeconds() + 1, duration.getNano() - 1_000_000_000)
                    : time(type, duration.getSeconds(), duration.getNano());
        }
        Message message = as(Message.class, value);
        if (message.getDescriptorForType() == type) {
            return message;
        }
        if (!message.getDescriptorForType().getFullName().equals(type.getFullName())) {
            throw new MisfitException(Code.INVALID_ARGUMENT);
        }
        try {
            return DynamicMessage.parseFrom(type, message.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new MisfitException(Code.INVALID_ARGUMENT);
        }
    }

    private static Message time(Descriptor type, long seconds, int nanos) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByNumber(SECONDS), seconds)
                .setField(type.findFieldByNumber(NANOS), nanos)
                .build();
    }
}
