package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.HealthCheck;
import dev.weft.config.v1.SlidingWindowType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What config.proto and the manual promise is what {@link Defaults} fills in. */
class DefaultsTest {
    private static final Pattern DEFAULT = Pattern.compile("Default: (.+?)\\.( |$)");

    private static final Config FILLED = Defaults.fill(Config.newBuilder()
            .addDownstreams(Downstream.newBuilder()
                    .addServices("order.v1.OrderService")
                    .setHealthCheck(HealthCheck.getDefaultInstance()))
            .build());

    /** Said in words, as they depend on something: what is filled in each case. */
    private static final Map<String, String> WORDS = Map.of(
            "downstreams[].name", "the name of its first service",
            "downstreams[].channels", "one for each event loop",
            "downstreams[].circuit_breaker.sliding_window_size", "10 seconds, or 100 calls",
            "event_loops", "one for each processor");

    /** Nothing is filled in: whoever takes the empty value does as is said. */
    private static final Map<String, String> LEFT_EMPTY = Map.of(
            "grpc.host", "every address of the machine",
            "http.host", "every address of the machine",
            "downstreams[].tls.ca_file", "those of the Java runtime",
            "downstreams[].tls.server_name", "the target's host");

    @Test
    void everyDefaultOfTheProtoIsFilled() throws IOException {
        Map<String, String> promised = promised();
        Map<String, String> kept = new TreeMap<>(LEFT_EMPTY);
        collect(FILLED, "", kept);
        kept.remove("downstreams[].services");
        kept.putAll(WORDS);
        assertThat(kept).isEqualTo(promised);
    }

    @Test
    void whatDependsOnSomethingIsFilledToo() {
        Downstream downstream = FILLED.getDownstreams(0);
        assertThat(downstream.getName()).isEqualTo("order.v1.OrderService");
        assertThat(FILLED.getEventLoops()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(downstream.getChannels()).isEqualTo(FILLED.getEventLoops());
        assertThat(downstream.getCircuitBreaker().getSlidingWindowSize()).isEqualTo(10);
        CircuitBreaker.Builder calls =
                CircuitBreaker.newBuilder().setSlidingWindowType(SlidingWindowType.SLIDING_WINDOW_TYPE_COUNT_BASED);
        Config config = Defaults.fill(Config.newBuilder()
                .setEventLoops(3)
                .addDownstreams(Downstream.newBuilder().setCircuitBreaker(calls))
                .build());
        assertThat(config.getDownstreams(0).getCircuitBreaker().getSlidingWindowSize())
                .isEqualTo(100);
        assertThat(config.getDownstreams(0).getChannels()).isEqualTo(3);
    }

    @Test
    void whatIsSaidStays() {
        Config said = Config.newBuilder()
                .setPageTimeout(Durations.fromMillis(500))
                .addForwardHeaders("x-trace")
                .build();
        assertThat(Defaults.fill(said).getPageTimeout()).isEqualTo(Durations.fromMillis(500));
        assertThat(Defaults.fill(said).getForwardHeadersList()).containsExactly("x-trace");
        assertThat(Defaults.fill(FILLED)).isEqualTo(FILLED);
    }

    @Test
    void theManualNamesEveryKeyAndItsDefault() throws IOException {
        Map<String, String> manual = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
            Matcher row = Pattern.compile("\\| `([a-z_.\\[\\]]+)` \\| (.+) \\|").matcher(line);
            if (row.matches()) {
                manual.put(row.group(1), row.group(2));
            }
        }
        Map<String, String> written = new LinkedHashMap<>(manual);
        written.values().removeAll(List.of("needed", "one of the two is needed", "none"));
        assertThat(written).containsExactlyInAnyOrderEntriesOf(promised());
        assertThat(manual.keySet())
                .containsExactlyInAnyOrderElementsOf(comments().keySet());
    }

    /** Of each key whose comment names a default: that default. */
    private static Map<String, String> promised() throws IOException {
        Map<String, String> promised = new TreeMap<>();
        comments().forEach((key, comment) -> {
            Matcher found = DEFAULT.matcher(comment);
            if (found.find()) {
                promised.put(key, found.group(1).replaceFirst(", (the least that|so that) .*", ""));
            }
        });
        return promised;
    }

    /** The comment of each key that holds a word, by its path from the file's root. */
    private static Map<String, String> comments() throws IOException {
        FileDescriptorProto file = file();
        Map<String, String> comments = new TreeMap<>();
        collect(file, "Config", "", comments);
        return comments;
    }

    private static void collect(FileDescriptorProto file, String message, String path, Map<String, String> comments) {
        int index = file.getMessageTypeList().stream()
                .map(DescriptorProto::getName)
                .toList()
                .indexOf(message);
        DescriptorProto type = file.getMessageType(index);
        for (int i = 0; i < type.getFieldCount(); i++) {
            FieldDescriptor field = Config.getDescriptor()
                    .getFile()
                    .findMessageTypeByName(message)
                    .findFieldByName(type.getField(i).getName());
            String key = path + field.getName();
            if (isNested(field)) {
                collect(file, field.getMessageType().getName(), key + (field.isRepeated() ? "[]." : "."), comments);
            } else {
                comments.put(key, comment(file, List.of(4, index, 2, i)));
            }
        }
    }

    private static String comment(FileDescriptorProto file, List<Integer> path) {
        return file.getSourceCodeInfo().getLocationList().stream()
                .filter(location -> location.getPathList().equals(path))
                .map(Location::getLeadingComments)
                .findFirst()
                .orElseThrow()
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static FileDescriptorProto file() throws IOException {
        try (InputStream in = Objects.requireNonNull(Config.class.getResourceAsStream("/dev/weft/weft.binpb"))) {
            return FileDescriptorSet.parseFrom(in).getFileList().stream()
                    .filter(file -> file.getPackage().equals("weft.config.v1"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Each key that is set, with its value as the manual writes it. */
    private static void collect(Message message, String path, Map<String, String> values) {
        message.getAllFields().forEach((field, value) -> {
            String key = path + field.getName();
            if (!isNested(field)) {
                values.put(key, shown(value));
            } else if (field.isRepeated()) {
                ((List<?>) value).forEach(element -> collect((Message) element, key + "[].", values));
            } else {
                collect((Message) value, key + ".", values);
            }
        });
    }

    private static boolean isNested(FieldDescriptor field) {
        return !field.isMapField() && !ConfigurationValue.isWord(field);
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            return String.join(", ", list.stream().map(Object::toString).toList());
        }
        if (value instanceof Duration duration) {
            return shown(Durations.toMillis(duration));
        }
        if (value instanceof EnumValueDescriptor constant) {
            return constant.getName().replace("SLIDING_WINDOW_TYPE_", "");
        }
        if (value instanceof Long bytes) {
            return bytes % (1 << 20) == 0 ? bytes / (1 << 20) + "MiB" : bytes / (1 << 10) + "KiB";
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private static String shown(long millis) {
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        return millis % 60_000 == 0 && millis > 60_000 ? millis / 60_000 + "m" : millis / 1000 + "s";
    }
}
