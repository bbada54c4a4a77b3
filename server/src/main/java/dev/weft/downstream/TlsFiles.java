package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.common.TlsKeyPair;
import dev.weft.downstream.DownstreamSettings.Identity;
import dev.weft.downstream.DownstreamSettings.Tls;
import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Reads the files of a TLS configuration. */
final class TlsFiles {
    private static final String CONTENT = "a readable PEM file: X.509 certificates, or an unencrypted PKCS #8 key";

    private TlsFiles() {}

    /** What gRPC needs of them; an {@link IllegalArgumentException} that names the file when one cannot be read. */
    static ChannelCredentials credentials(Tls tls) {
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        tls.ca()
                .ifPresent(file -> read("ca_file", file, () -> {
                    checkCertificates("ca_file", file);
                    builder.trustManager(file.toFile());
                }));
        tls.identity().ifPresent(identity -> present(identity, builder));
        return builder.build();
    }

    /** Gives them to an Armeria client; an {@link IllegalArgumentException} that names the file when one cannot be read. */
    static void configure(Tls tls, ClientFactoryBuilder factory) {
        tls.ca()
                .ifPresent(file -> read("ca_file", file, () -> {
                    checkCertificates("ca_file", file);
                    factory.tlsCustomizer(ssl -> ssl.trustManager(file.toFile()));
                }));
        tls.identity().ifPresent(identity -> {
            checkCertificates("certificate_file", identity.certificate());
            read("key_file", identity.key(), () -> {
                checkKey(identity.key());
                factory.tls(TlsKeyPair.of(
                        identity.key().toFile(), identity.certificate().toFile()));
            });
        });
    }

    private static void present(Identity identity, TlsChannelCredentials.Builder builder) {
        checkCertificates("certificate_file", identity.certificate());
        read("key_file", identity.key(), () -> {
            checkKey(identity.key());
            builder.keyManager(identity.certificate().toFile(), identity.key().toFile());
        });
    }

    private static void checkCertificates(String key, Path file) {
        read(key, file, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                CertificateFactory.getInstance("X.509").generateCertificates(in);
            }
        });
    }

    private static void checkKey(Path file) throws IOException {
        if (!Files.readString(file, US_ASCII).contains("-----BEGIN PRIVATE KEY-----")) {
            throw new IOException("no unencrypted PKCS #8 key");
        }
    }

    private static void read(String key, Path file, Reading reading) {
        try {
            reading.run();
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("tls." + key + ": " + file + " (expected: " + CONTENT + ")", e);
        }
    }

    private interface Reading {
        void run() throws IOException, CertificateException;
    }
}
