package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import java.util.Optional;

/**
 * Lets no stream begin at a downstream that has as many calls under way as it may have. A stream keeps its place as long as it lives.
 *
 * @param bulkhead of the downstream, shared by all its methods
 */
record StreamBulkhead(Bulkhead bulkhead) implements StreamGuard {
    @Override
    public Admission admit(StreamContext context) {
        if (!bulkhead.enter()) {
            return new Refused(
                    Failure.refused(Code.UNAVAILABLE, "%d calls at once are under way".formatted(bulkhead.places())));
        }
        return new Admitted(new Watch() {
            @Override
            public void ended(Optional<Failure> failure) {
                bulkhead.leave();
            }

            @Override
            public void givenUp() {
                bulkhead.leave();
            }
        });
    }
}
