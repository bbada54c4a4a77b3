package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshRequestsTest {
    private static InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1/32, 127.0.0.1, true",
        "127.0.0.1/32, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "::1/128, ::1, true",
    })
    void aNetworkHasItsAddresses(String network, String address, boolean inside) {
        assertThat(Network.parse(network).contains(address(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0/8", "::1/129", "abc/8", "/8", "1.2.3.4/x", "999.1.1.1/8"})
    void whatIsNoNetworkIsAnErrorThatNamesIt(String text) {
        assertThatThrownBy(() -> new FreshRequests(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cache.no_cache_from: " + text + " (expected: a network, such as 10.0.0.0/8 or fd00::/8)");
    }
}
