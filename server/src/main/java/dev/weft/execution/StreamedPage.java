package dev.weft.execution;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.execution.Masks.Choice;
import dev.weft.execution.PageResult.Answered;
import dev.weft.plan.AnswerPart;
import dev.weft.wire.Part;
import dev.weft.wire.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page being answered as a stream: each part of its answer goes out when all that it is made of has landed, with whatever else
 * has landed by the time that the client takes a message. Confined to the loop of its request.
 */
final class StreamedPage implements RunningStream, AnswerFlow {
    private final PageStreamer rpc;
    private final StreamRequest request;
    private final StreamClient client;
    private boolean over;

    /** What it is taken apart into, and what of that has gone out; of what is asked for, once the request is there. */
    private List<AnswerPart> parts;

    private boolean[] sent;

    private byte @Nullable [] message;

    /** Null until the request is there. */
    private @Nullable Execution execution;

    StreamedPage(PageStreamer rpc, StreamRequest request, StreamClient client) {
        this.rpc = rpc;
        this.request = request;
        this.client = client;
        this.parts = rpc.plan().parts();
        this.sent = new boolean[parts.size()];
    }

    @Override
    public void message(byte[] received) {
        message = received;
    }

    @Override
    public void halfClosed() {
        if (over || message == null) {
            return;
        }
        Choice choice = rpc.choose(message);
        if (choice instanceof Choice.Refused refused) {
            fail(refused.objection());
        } else if (choice instanceof Choice.Part part) {
            parts = part.parts();
            sent = new boolean[parts.size()];
            begin(part.runner(), message);
        } else {
            begin(rpc.page(), message);
        }
    }

    private void begin(ExecutionRunner runner, byte[] message) {
        PageRequest page = new PageRequest(
                request.loop(),
                message,
                request.clientDeadlineNanos(),
                request.headers(),
                request.requestId(),
                request.fresh());
        execution = new Execution(runner, page, this, this::ended);
        execution.begin();
    }

    private void ended(PageResult result) {
        if (over) {
            return;
        }
        if (result instanceof Answered answered) {
            send(answered.message());
            over = true;
            client.complete(answered.missing());
        } else {
            over = true;
            client.fail(((PageResult.Failed) result).status());
        }
    }

    @Override
    public void ready() {
        if (!over && execution != null) {
            execution.sendWhatIsReady();
        }
    }

    @Override
    public void fail(Status status) {
        if (!over) {
            client.fail(status);
            breakOff(Code.forNumber(status.getCode()));
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            breakOff(Code.CANCELLED);
        }
    }

    private void breakOff(Code code) {
        over = true;
        if (execution != null) {
            execution.cancel();
        } else {
            rpc.page().listener().ended(new PageReport(rpc.plan(), request.requestId(), code, false, 0, List.of()));
        }
    }

    @Override
    public Optional<Template> next(@Nullable Ending[] endings) {
        if (over || !client.isReady()) {
            return Optional.empty();
        }
        List<Part> parts = take(endings);
        return parts.isEmpty() ? Optional.empty() : Optional.of(Template.of(parts));
    }

    @Override
    public void send(byte[] part) {
        // What has landed may be nothing: a field that is absent.
        if (part.length > 0 && !over) {
            client.send(part);
        }
    }

    @Override
    public Template rest() {
        return Template.of(take(null));
    }

    /** The parts that have not gone out, of those whose nodes have all ended; of all, when there are no endings. */
    private List<Part> take(@Nullable Ending @Nullable [] endings) {
        List<Part> taken = new ArrayList<>();
        for (int i = 0; i < sent.length; i++) {
            AnswerPart part = parts.get(i);
            if (!sent[i] && (endings == null || hasLanded(part, endings))) {
                sent[i] = true;
                taken.addAll(part.parts());
            }
        }
        return taken;
    }

    private static boolean hasLanded(AnswerPart part, @Nullable Ending[] endings) {
        return part.waitsFor().stream().allMatch(node -> endings[node] != null);
    }
}
