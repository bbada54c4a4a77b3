package dev.weft.plan;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A page that is answered as a stream, part by part.
 *
 * @param page the page, under the name of the streaming rpc
 * @param sameAs the unary rpc whose page it is
 * @param parts its whole answer but for the status
 */
public record StreamedPlan(PagePlan page, MethodName sameAs, List<AnswerPart> parts) implements RpcPlan {
    public StreamedPlan {
        parts = List.copyOf(parts);
    }

    @Override
    public MethodName name() {
        return page.name();
    }

    @Override
    public MethodDescriptor descriptor() {
        return page.descriptor();
    }

    @Override
    public Optional<Duration> timeout() {
        return page.timeout();
    }
}
