package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import org.junit.jupiter.api.Test;

class StatusDetailsTest {
    private static final int CLIENTS_READ = 8 * 1024;

    private static Status status(String message, String reason) {
        return Status.newBuilder()
                .setCode(5)
                .setMessage(message)
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason(reason).build()))
                .build();
    }

    @Test
    void whatIsSmallIsLeftAsItIs() {
        Status small = status("gone", "SOLD");
        assertThat(StatusDetails.bounded(small)).isSameAs(small);
    }

    @Test
    void aLongMessageIsCutAndTheDetailsStay() {
        Status bounded = StatusDetails.bounded(status("\uD83D\uDE00".repeat(10_000), "SOLD"));
        assertThat(bounded.getMessage()).hasSizeLessThan(600).endsWith("\uD83D\uDE00…");
        assertThat(bounded.getDetailsCount()).isEqualTo(1);
        assertThat(size(bounded)).isLessThan(CLIENTS_READ);
    }

    @Test
    void aMessageThatIsWrittenLongIsLong() {
        Status bounded = StatusDetails.bounded(status("\u0436".repeat(1500), "SOLD"));
        assertThat(bounded.getMessage()).hasSizeLessThan(600);
        assertThat(size(bounded)).isLessThan(CLIENTS_READ);
    }

    @Test
    void detailsThatNoClientWouldReadAreLeftOut() {
        Status bounded = StatusDetails.bounded(status("gone", "x".repeat(100_000)));
        assertThat(bounded.getMessage()).isEqualTo("gone");
        assertThat(bounded.getDetailsCount()).isZero();
        assertThat(bounded.getCode()).isEqualTo(5);
    }

    /** In headers: the message percent-encoded, and once more in the details, in base64. */
    private static int size(Status status) {
        int message =
                status.getMessage().codePoints().map(c -> c < 0x80 ? 1 : 12).sum();
        return message + status.getSerializedSize() * 4 / 3;
    }
}
