package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoundTripProbeTest {
    private static final int HEADERS = 1;

    private final RoundTrip roundTrip = new RoundTrip();
    private long now = 1;
    private EmbeddedChannel connection;

    @BeforeEach
    void connect() {
        connection = new EmbeddedChannel(new RoundTripProbe(roundTrip, () -> now));
        connection.writeOutbound(frame(FrameScanner.SETTINGS, 0, 18));
    }

    @Test
    void takesTheAcknowledgementOfSettingsAsTheFirstMeasure() {
        pass(Duration.ofMillis(80));
        receive(preface(), frame(FrameScanner.SETTINGS, 0, 6), frame(FrameScanner.SETTINGS, FrameScanner.ACK, 0));
        assertThat(roundTrip.nanos()).isEqualTo(Duration.ofMillis(80).toNanos());
    }

    @Test
    void knowsNothingBeforeTheAcknowledgement() {
        pass(Duration.ofMillis(80));
        receive(preface(), frame(FrameScanner.SETTINGS, 0, 6), frame(HEADERS, FrameScanner.ACK, 300));
        assertThat(roundTrip.nanos()).isZero();
    }

    @Test
    void findsFramesHoweverTheyAreCut() {
        pass(Duration.ofMillis(20));
        ByteBuf all = Unpooled.wrappedBuffer(
                preface(), frame(FrameScanner.SETTINGS, 0, 30), frame(FrameScanner.SETTINGS, FrameScanner.ACK, 0));
        while (all.isReadable()) {
            receive(all.readRetainedSlice(1));
        }
        assertThat(roundTrip.nanos()).isEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void smoothsTheMeasuresOfLaterPings() {
        receive(preface());
        pass(Duration.ofMillis(80));
        receive(frame(FrameScanner.SETTINGS, FrameScanner.ACK, 0));
        connection.writeOutbound(frame(FrameScanner.PING, 0, 8));
        pass(Duration.ofMillis(160));
        receive(frame(FrameScanner.PING, FrameScanner.ACK, 8));
        assertThat(roundTrip.nanos()).isEqualTo(Duration.ofMillis(90).toNanos());
    }

    @Test
    void doesNotTakeTheClientsOwnPingsForAnswers() {
        receive(preface());
        connection.writeOutbound(frame(FrameScanner.PING, FrameScanner.ACK, 8));
        pass(Duration.ofMillis(50));
        receive(frame(FrameScanner.PING, 0, 8), frame(FrameScanner.PING, FrameScanner.ACK, 8));
        assertThat(roundTrip.nanos()).isZero();
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }

    private void receive(ByteBuf... bytes) {
        connection.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private static ByteBuf preface() {
        return Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", StandardCharsets.US_ASCII);
    }

    private static ByteBuf frame(int type, int flags, int length) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(0)
                .writeZero(length);
    }
}
