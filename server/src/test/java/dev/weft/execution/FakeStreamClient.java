package dev.weft.execution;

import com.google.rpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of a stream that takes messages as long as a test says so. */
final class FakeStreamClient implements StreamClient {
    final List<byte[]> messages = new ArrayList<>();
    boolean ready = true;
    int requested;
    int ends;

    @Nullable
    List<String> missing;

    @Nullable
    Status failure;

    @Override
    public void request(int count) {
        requested += count;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void begin() {}

    @Override
    public void send(byte[] message) {
        messages.add(message);
    }

    @Override
    public void complete(List<String> names) {
        ends++;
        missing = names;
    }

    @Override
    public void fail(Status status) {
        ends++;
        failure = status;
    }
}
