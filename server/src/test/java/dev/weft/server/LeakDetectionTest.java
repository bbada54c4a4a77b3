package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who looks for lost buffers says so. */
class LeakDetectionTest {
    private final Properties system = new Properties();

    @Test
    void isOffForBothNettysWhenNobodyAsksForIt() {
        LeakDetection.offByDefault(system);
        assertThat(system)
                .containsOnly(
                        entry("io.netty.leakDetection.level", "disabled"),
                        entry("io.grpc.netty.shaded.io.netty.leakDetection.level", "disabled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.leakDetection.level", "io.netty.leakDetectionLevel"})
    void isWhatWasAskedFor(String name) {
        system.setProperty(name, "paranoid");
        LeakDetection.offByDefault(system);
        assertThat(system)
                .containsOnly(
                        entry(name, "paranoid"),
                        entry("io.grpc.netty.shaded.io.netty.leakDetection.level", "disabled"));
    }
}
