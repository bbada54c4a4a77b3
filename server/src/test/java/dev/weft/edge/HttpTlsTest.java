package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpTlsTest {
    @TempDir
    private Path files;

    private static HttpDoor.Settings with(HttpDoor.Identity identity) {
        HttpDoor.Settings plain = HttpFixture.settings();
        return new HttpDoor.Settings(
                plain.host(),
                0,
                plain.limits(),
                plain.crossOrigin(),
                plain.parting(),
                Optional.of(identity),
                plain.openApi());
    }

    private HttpDoor.Identity identity() throws Exception {
        TlsKeyPair pair = TlsKeyPair.ofSelfSigned("localhost");
        X509Certificate certificate = pair.certificateChain().get(0);
        return new HttpDoor.Identity(
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", pair.privateKey().getEncoded()));
    }

    private Path pem(String kind, byte[] content) throws Exception {
        return Files.writeString(
                files.resolve(kind + ".pem"),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"H1", "H2"})
    void speaksBothVersionsOfHttp(SessionProtocol protocol) throws Exception {
        try (HttpFixture door = HttpFixture.of(with(identity()), Store.file());
                ClientFactory trusting = ClientFactory.builder().tlsNoVerify().build()) {
            door.echo();
            WebClient client = WebClient.builder(protocol, Endpoint.of("localhost", door.door.port()))
                    .factory(trusting)
                    .build();
            AggregatedHttpResponse got = client.get("/v1/items/a").aggregate().join();
            assertThat(got.status().code()).isEqualTo(200);
            assertThat(got.contentUtf8()).startsWith("{\"id\":\"a\"");
        }
    }

    @Test
    void namesTheFilesThatItCannotUse() throws Exception {
        Path broken = Files.writeString(files.resolve("broken.pem"), "x");
        assertThatThrownBy(() -> HttpFixture.of(with(new HttpDoor.Identity(broken, broken)), Store.file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("http.tls: ")
                .hasMessageContaining("broken.pem");
        Path absent = files.resolve("absent.pem");
        assertThatThrownBy(() -> HttpFixture.of(with(new HttpDoor.Identity(absent, absent)), Store.file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent.pem");
    }
}
