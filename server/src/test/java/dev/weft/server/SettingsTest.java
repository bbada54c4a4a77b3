package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.config.v1.Cache;
import dev.weft.config.v1.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void answersForOneClientDifferByWhatIsForwardedAndKeysThem() {
        assertThat(Settings.http(Defaults.fill(Config.getDefaultInstance())).parting())
                .containsExactly("baggage", "accept-language");
        Config config = Config.newBuilder()
                .addAllForwardHeaders(List.of("authorization", "x-device"))
                .setCache(Cache.newBuilder().addUnkeyedHeaders("x-device"))
                .build();
        assertThat(Settings.http(Defaults.fill(config)).parting()).containsExactly("authorization");
    }
}
