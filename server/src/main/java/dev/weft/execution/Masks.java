package dev.weft.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dev.weft.plan.AnswerPart;
import dev.weft.plan.Narrowing;
import dev.weft.plan.Narrowing.Asked;
import dev.weft.plan.Narrowing.Narrowed;
import dev.weft.plan.ReadMask;
import dev.weft.wire.Fields;
import dev.weft.wire.Piece;
import dev.weft.wire.Reading;
import java.util.List;
import java.util.function.Function;

/**
 * What clients ask for of one page that may be asked for less. The parts that are asked for are compiled once each, and the most used are
 * kept. Safe for use by many threads.
 */
final class Masks {
    /** More than a page's clients have screens; and few enough that whoever makes masks up does not fill the memory. */
    private static final int MOST_KNOWN = 128;

    private final Narrowing narrowing;
    private final Function<Narrowed, ExecutionRunner> runners;

    // Made on the loop that asks first, never in the background.
    private final Cache<ReadMask, Choice.Part> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .executor(Runnable::run)
            .build();

    /** @param runners makes what runs a part of the page */
    Masks(Narrowing narrowing, Function<Narrowed, ExecutionRunner> runners) {
        this.narrowing = narrowing;
        this.runners = runners;
    }

    /** What a request asks for. */
    sealed interface Choice {
        /** All of the page; also what a damaged request asks for, which running it reports. */
        record Whole() implements Choice {}

        /**
         * Less.
         *
         * @param parts its answer taken apart, of a page that is answered as a stream
         */
        record Part(ReadMask mask, ExecutionRunner runner, List<AnswerPart> parts) implements Choice {}

        /** What the answer does not have. */
        record Refused(Status objection) implements Choice {}
    }

    Choice choose(byte[] request) {
        List<String> paths = paths(request);
        if (paths.isEmpty()) {
            return new Choice.Whole();
        }
        Asked asked = narrowing.asked(paths);
        if (asked instanceof Asked.Nonsense nonsense) {
            return new Choice.Refused(PageFailure.mask(nonsense.problems()));
        }
        ReadMask mask = ((Asked.Fields) asked).mask();
        return mask.isEverything() ? new Choice.Whole() : known.get(mask, this::part);
    }

    private Choice.Part part(ReadMask mask) {
        Narrowed narrowed = narrowing.narrow(mask);
        return new Choice.Part(mask, runners.apply(narrowed), narrowed.parts());
    }

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
}
