package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryDefaultsTest {
    private static final String HTTP = "io.netty.";
    private static final String GRPC = "io.grpc.netty.shaded.io.netty.";

    private final Properties system = new Properties();

    @Test
    void allIsOffWhenNobodyAsksForIt() {
        LibraryDefaults.apply(system);
        assertThat(system)
                .containsOnly(
                        entry(HTTP + "leakDetection.level", "disabled"),
                        entry(GRPC + "leakDetection.level", "disabled"),
                        entry(HTTP + "jfr.enabled", "false"),
                        entry(GRPC + "jfr.enabled", "false"),
                        entry("io.lettuce.core.jfr", "false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leakDetection.level", "leakDetectionLevel"})
    void leaksAreLookedForAsWasAskedFor(String name) {
        system.setProperty(HTTP + name, "paranoid");
        LibraryDefaults.apply(system);
        assertThat(system).contains(entry(HTTP + name, "paranoid"), entry(GRPC + "leakDetection.level", "disabled"));
        assertThat(system.stringPropertyNames().stream().filter(it -> it.startsWith(HTTP + "leak")))
                .containsExactly(HTTP + name);
    }

    @Test
    void eventsAreThereForWhoAsksForThem() {
        system.setProperty(GRPC + "jfr.enabled", "true");
        LibraryDefaults.apply(system);
        assertThat(system).contains(entry(GRPC + "jfr.enabled", "true"), entry(HTTP + "jfr.enabled", "false"));
    }
}
