package dev.weft.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.Cancellable;
import dev.weft.execution.PageResult.Answered;
import dev.weft.plan.Narrowing;
import dev.weft.plan.Narrowing.Asked;
import dev.weft.plan.Narrowing.Narrowed;
import dev.weft.plan.ReadMask;
import dev.weft.wire.Fields;
import dev.weft.wire.Piece;
import dev.weft.wire.Reading;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a page whose clients may ask for less of it. The parts that are asked for are compiled once each, and the most used are kept.
 */
final class MaskedRunner implements Pages.Runner {
    /** More than a page's clients have screens; and few enough that whoever makes masks up does not fill the memory. */
    private static final int MOST_KNOWN = 128;

    private final ExecutionRunner whole;
    private final Narrowing narrowing;
    private final Function<Narrowed, ExecutionRunner> runners;

    // Made on the loop that asks first, never in the background.
    private final Cache<ReadMask, ExecutionRunner> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .executor(Runnable::run)
            .build();

    /**
     * For one page.
     *
     * @param whole runs all of it
     * @param runners makes what runs a part of it
     */
    MaskedRunner(ExecutionRunner whole, Narrowing narrowing, Function<Narrowed, ExecutionRunner> runners) {
        this.whole = whole;
        this.narrowing = narrowing;
        this.runners = runners;
    }

    @Override
    public Cancellable run(PageRequest request, Consumer<PageResult> done) {
        List<String> paths = paths(request.message());
        if (paths.isEmpty()) {
            return whole.run(request, done);
        }
        Asked asked = narrowing.asked(paths);
        return asked instanceof Asked.Nonsense nonsense
                ? refuse(PageFailure.mask(nonsense.problems()), request, done)
                : run(((Asked.Fields) asked).mask(), request, done);
    }

    private Cancellable run(ReadMask mask, PageRequest request, Consumer<PageResult> done) {
        if (mask.isEverything()) {
            return whole.run(request, done);
        }
        ExecutionRunner part = known.get(mask, it -> runners.apply(narrowing.narrow(it)));
        return part.run(request, result -> done.accept(result instanceof Answered page ? page.of(mask) : result));
    }

    /** What the request asks for; none for everything, and where it is damaged, which {@link #whole} reports. */
    private List<String> paths(byte[] request) {
        if (!Fields.has(request, narrowing.field())) {
            return List.of();
        }
        Reading mask = narrowing.mask().read(request);
        try {
            return mask instanceof Piece piece
                    ? FieldMask.parseFrom(piece.toByteArray()).getPathsList()
                    : List.of();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("mask: not one, though it was read as such", e);
        }
    }

    private Cancellable refuse(Status objection, PageRequest request, Consumer<PageResult> done) {
        done.accept(new PageResult.Failed(objection));
        Code code = Code.forNumber(objection.getCode());
        whole.listener().ended(new PageReport(whole.plan(), request.requestId(), code, false, 0, List.of()));
        return () -> {};
    }
}
