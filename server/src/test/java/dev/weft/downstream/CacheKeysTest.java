package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.weft.downstream.Headers.Header;
import dev.weft.plan.CacheRule;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import dev.weft.wire.ReadFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheKeysTest {
    private static final Target ECHO = Settings.target("Echo");
    private static final Remembering ALL = remembering(false, Optional.empty());

    private static Remembering remembering(boolean shared, Optional<ReadFields> fields) {
        java.time.Duration minute = java.time.Duration.ofMinutes(1);
        CacheRule rule = new CacheRule(minute, java.time.Duration.ZERO, java.time.Duration.ZERO, shared);
        return new Remembering(rule, minute, fields);
    }

    private static CacheKey key(String downstream, Target target, Remembering remembering) {
        return new CacheKeys(downstream, target, Fingerprint.of(target.descriptor()), remembering, Set.of())
                .of(Headers.NONE, new byte[] {1});
    }

    private static CacheKey key(byte[] request, Header... headers) {
        return new CacheKeys("echo", ECHO, "as it is", ALL, Set.of()).of(new Headers(List.of(headers)), request);
    }

    @Test
    void partsOfAKeyCannotPassForOneAnother() {
        Set<CacheKey> keys = Set.of(
                key(new byte[] {1}),
                key(new byte[] {1}, new Header("a", "bc")),
                key(new byte[] {1}, new Header("ab", "c")),
                key(new byte[] {1}, new Header("a", "b"), new Header("c", "")),
                key(new byte[] {1, 0, 0, 0, 1, 'a'}),
                key(new byte[] {1}, new Header("a", "b"), new Header("a", "c")),
                key(new byte[] {1}, new Header("a", "c"), new Header("a", "b")));
        assertThat(keys).hasSize(7);
        assertThat(key(new byte[] {1}, new Header("a", "bc"))).isEqualTo(key(new byte[] {1}, new Header("a", "bc")));
    }

    @Test
    void aMethodThatIsDeclaredAsBeforeHasTheKeyOfBefore() {
        assertThat(key("echo", Settings.target("Echo"), ALL)).isEqualTo(key("echo", Settings.target("Echo"), ALL));
    }

    @Test
    void anotherDeclarationOfTheSameMethodIsAnotherKey() {
        Target changed = new Target(
                new MethodName(Settings.SERVICE, "Echo"),
                Settings.target("Echo2").descriptor(),
                ECHO.downstream(),
                ECHO.idempotency());
        assertThat(changed.method()).isEqualTo(ECHO.method());
        assertThat(key("echo", changed, ALL)).isNotEqualTo(key("echo", ECHO, ALL));
    }

    @Test
    void soIsAnotherDownstreamWithTheSameMethod() {
        assertThat(key("echo-us", ECHO, ALL)).isNotEqualTo(key("echo", ECHO, ALL));
    }

    @Test
    void whatIsRememberedOfTheAnswerIsInIt() {
        ReadFields seconds = ReadFields.of(
                        Duration.getDescriptor(),
                        List.of(Projection.compile(Mapping.identity(Duration.getDescriptor()))))
                .orElseThrow();
        assertThat(key("echo", ECHO, remembering(false, Optional.of(seconds)))).isNotEqualTo(key("echo", ECHO, ALL));
    }

    @Test
    void whatIsForEverybodyIsNotFoundWithoutHeaders() {
        assertThat(key("echo", ECHO, remembering(true, Optional.empty()))).isNotEqualTo(key("echo", ECHO, ALL));
    }

    @Test
    void thoseOfOneHashAreToldApartByTheirOrder() {
        CacheKey one = key("AaAa".getBytes(UTF_8));
        CacheKey other = key("BBBB".getBytes(UTF_8));
        assertThat(one).hasSameHashCodeAs(other).isNotEqualByComparingTo(other);
        assertThat(one).isEqualByComparingTo(key("AaAa".getBytes(UTF_8)));
    }
}
