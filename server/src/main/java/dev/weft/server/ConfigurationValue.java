package dev.weft.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import dev.weft.diagnostics.Suggestion;
import dev.weft.planner.DurationText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One word of the file -> the value of a field, as the field's type writes it. */
final class ConfigurationValue {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,20}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19})(KiB|MiB|GiB)?");
    private static final Map<String, Integer> SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

    private ConfigurationValue() {}

    /** Whether a field holds one word, and no mapping. */
    static boolean isWord(FieldDescriptor field) {
        return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || isDuration(field);
    }

    /**
     * The value, of the type that protobuf-java's {@code Message.Builder.setField} takes for the field.
     *
     * @throws ConfigurationValueException with what was expected instead
     */
    static Object parse(FieldDescriptor field, String text) throws ConfigurationValueException {
        return switch (field.getJavaType()) {
            case STRING -> text;
            case BOOLEAN -> bool(text);
            case INT -> whole(text, Integer.MAX_VALUE).intValue();
            case LONG ->
                field.getName().endsWith("_bytes")
                        ? size(text)
                        : whole(text, Long.MAX_VALUE).longValue();
            case FLOAT -> decimal(text).floatValue();
            case DOUBLE -> decimal(text).doubleValue();
            case ENUM -> enumValue(field.getEnumType(), text);
            case MESSAGE -> duration(text);
            case BYTE_STRING -> ByteString.copyFromUtf8(text);
        };
    }

    private static boolean isDuration(FieldDescriptor field) {
        return field.getMessageType()
                .getFullName()
                .equals(Duration.getDescriptor().getFullName());
    }

    private static boolean bool(String text) throws ConfigurationValueException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected("true or false");
        };
    }

    private static BigInteger whole(String text, long most) throws ConfigurationValueException {
        if (!WHOLE.matcher(text).matches()) {
            throw expected("a whole number");
        }
        BigInteger number = new BigInteger(text);
        BigInteger limit = BigInteger.valueOf(most);
        if (number.abs().compareTo(limit) > 0) {
            throw expected("a whole number of at most " + most);
        }
        return number;
    }

    private static BigDecimal decimal(String text) throws ConfigurationValueException {
        if (!DECIMAL.matcher(text).matches()) {
            throw expected("a number");
        }
        return new BigDecimal(text);
    }

    private static long size(String text) throws ConfigurationValueException {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw expected("a size in bytes: a whole number, alone or with KiB, MiB or GiB");
        }
        int shift = size.group(2) == null ? 0 : SHIFTS.getOrDefault(size.group(2), 0);
        BigInteger bytes = new BigInteger(size.group(1)).shiftLeft(shift);
        if (bytes.bitLength() > 63) {
            throw expected("a size of at most " + Long.MAX_VALUE + " bytes");
        }
        return bytes.longValue();
    }

    private static Duration duration(String text) throws ConfigurationValueException {
        java.time.Duration duration =
                DurationText.parse(text).orElseThrow(() -> expected("a duration: a number with ms, s, m or h"));
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    private static EnumValueDescriptor enumValue(EnumDescriptor type, String text) throws ConfigurationValueException {
        String prefix = prefix(type);
        Optional<EnumValueDescriptor> value = type.getValues().stream()
                .filter(it -> it.getNumber() != 0 && it.getName().equals(prefix + text))
                .findFirst();
        if (value.isPresent()) {
            return value.get();
        }
        List<String> names = type.getValues().stream()
                .filter(it -> it.getNumber() != 0)
                .map(it -> it.getName().substring(prefix.length()))
                .toList();
        throw new ConfigurationValueException(Suggestion.expected(text, names));
    }

    /**
     * {@code SLIDING_WINDOW_TYPE_} of {@code SlidingWindowType}: what the style guide has each value's name begin with. Empty for
     * google.rpc.Code, which is older.
     */
    private static String prefix(EnumDescriptor type) {
        String prefix = type.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
        return type.getValues().stream().allMatch(it -> it.getName().startsWith(prefix)) ? prefix : "";
    }

    private static ConfigurationValueException expected(String what) {
        return new ConfigurationValueException("(expected: " + what + ")");
    }
}
