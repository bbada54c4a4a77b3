package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpHeaders;
import io.grpc.Metadata;
import org.junit.jupiter.api.Test;

class HttpMetadataTest {
    @Test
    void whatGrpcCannotSayIsLeftOut() {
        Metadata metadata = HttpMetadata.of(HttpHeaders.builder()
                .add("x-tenant", "M\u00fcller")
                .add("x-bin", "no base64!")
                .add("x-plain", "a b")
                .build());
        assertThat(metadata.keys()).containsExactly("x-plain");
        assertThat(metadata.get(Metadata.Key.of("x-plain", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("a b");
    }
}
