package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.Status;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpErrorBodyTest {
    private static final String BODY = """
            {"error": {"code": 404, "status": "NOT_FOUND", "message": "gone", "details": [
              {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SOLD"},
              {"@type": "type.googleapis.com/nobody.Knows", "x": [1, {}]}]}}
            """;

    private final HttpErrorBody errors = new HttpErrorBody(Settings.JSON);

    private Optional<Status> read(String body, Charset charset) {
        return errors.read(body.getBytes(charset));
    }

    @Test
    void readsWhatIsOfAKnownType() {
        assertThat(read(BODY, UTF_8)).hasValueSatisfying(status -> {
            assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND_VALUE);
            assertThat(status.getMessage()).isEqualTo("gone");
        });
    }

    @Test
    void anythingElseIsNoSuchBody() {
        for (String body :
                new String[] {"", "[]", "<html>", "{\"error\": \"no\"}", "{\"error\": {\"details\": [", "{\"error\""}) {
            assertThat(read(body, UTF_8)).as(body).isEmpty();
        }
    }

    @Test
    void ofOneThatIsNotInUtf8ThereAreNoDetails() {
        assertThat(read(BODY, UTF_16BE)).hasValueSatisfying(status -> {
            assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND_VALUE);
            assertThat(status.getDetailsCount()).isZero();
        });
    }
}
