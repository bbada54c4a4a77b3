package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.DownstreamSettings.Identity;
import dev.weft.downstream.DownstreamSettings.Tls;
import dev.weft.loop.EventLoops;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcTransportTest {
    @TempDir
    private Path files;

    private final EventLoops loops = EventLoops.start(1);

    @AfterEach
    void stop() {
        loops.close();
    }

    private CallResult echo(DownstreamSettings settings) throws Exception {
        try (Downstreams downstreams =
                Downstreams.open(List.of(settings), loops, Settings.JSON, Settings.CACHE, CallListener.NONE)) {
            return Calls.make(downstreams.call(Settings.target("Echo"), List.of(), Optional.empty()), loops.next())
                    .result();
        }
    }

    @Test
    void speaksOverAUnixDomainSocket() throws Exception {
        assumeTrue(Epoll.isAvailable());
        Path socket = files.resolve("echo.sock");
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group());
        try (LoopbackServer server = LoopbackServer.start(builder)) {
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            assertThat(echo(Settings.at("unix://" + socket))).isInstanceOf(Answer.class);
            assertThat(echo(Settings.at("unix:" + socket))).isInstanceOf(Answer.class);
        }
    }

    @Test
    void speaksTlsWithWhomItTrustsOnly() throws Exception {
        Identity server = Identities.create(files, "server", "localhost");
        Identity stranger = Identities.create(files, "stranger", "localhost");
        Identity elsewhere = Identities.create(files, "elsewhere", "users.internal");
        assertThat(overTls(server, Identities.trust(server))).isInstanceOf(Answer.class);
        assertThat(overTls(server, Identities.trust(stranger)))
                .isEqualTo(new CallResult.Failure(Code.UNAVAILABLE, "TLS handshake failed"));
        assertThat(overTls(elsewhere, Identities.trust(elsewhere)))
                .isEqualTo(new CallResult.Failure(Code.UNAVAILABLE, "TLS handshake failed"));
        assertThat(overTls(
                        elsewhere,
                        new Tls(Optional.of(elsewhere.certificate()), Optional.empty(), Optional.of("users.internal"))))
                .isInstanceOf(Answer.class);
    }

    @Test
    void showsItsCertificateWhenAsked() throws Exception {
        Identity server = Identities.create(files, "server", "localhost");
        Identity weft = Identities.create(files, "weft", "weft");
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                TlsServerCredentials.newBuilder()
                        .keyManager(server.certificate().toFile(), server.key().toFile())
                        .trustManager(weft.certificate().toFile())
                        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                        .build());
        try (LoopbackServer started = LoopbackServer.start(builder)) {
            started.on(Settings.path("Echo"), call -> call.answer(call.request()));
            Tls known = new Tls(Optional.of(server.certificate()), Optional.of(weft), Optional.empty());
            assertThat(echo(Settings.of(Settings.with(known, started.target()))))
                    .isInstanceOf(Answer.class);
            assertThat(echo(Settings.of(Settings.with(Identities.trust(server), started.target()))))
                    .isInstanceOf(CallResult.Failure.class);
        }
    }

    @Test
    void aFileThatIsNoCertificateIsAnErrorThatNamesIt() throws Exception {
        Path missing = files.resolve("missing.pem");
        Path garbage = Files.writeString(files.resolve("garbage.pem"), "garbage");
        Identity good = Identities.create(files, "good", "localhost");
        assertRefused(new Tls(Optional.of(missing), Optional.empty(), Optional.empty()), "tls.ca_file: " + missing);
        assertRefused(new Tls(Optional.of(garbage), Optional.empty(), Optional.empty()), "tls.ca_file: " + garbage);
        assertRefused(
                new Tls(Optional.empty(), Optional.of(new Identity(garbage, good.key())), Optional.empty()),
                "tls.certificate_file: " + garbage);
        assertRefused(
                new Tls(Optional.empty(), Optional.of(new Identity(good.certificate(), missing)), Optional.empty()),
                "tls.key_file: " + missing);
        assertRefused(
                new Tls(Optional.empty(), Optional.of(new Identity(good.certificate(), garbage)), Optional.empty()),
                "tls.key_file: " + garbage);
    }

    private void assertRefused(Tls tls, String place) {
        assertThatThrownBy(() -> echo(Settings.of(Settings.with(tls, "localhost:1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("downstream echo: " + place);
    }

    private CallResult overTls(Identity identity, Tls tls) throws Exception {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                TlsServerCredentials.create(
                        identity.certificate().toFile(), identity.key().toFile()));
        try (LoopbackServer server = LoopbackServer.start(builder)) {
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            return echo(Settings.of(Settings.with(tls, server.target())));
        }
    }
}
