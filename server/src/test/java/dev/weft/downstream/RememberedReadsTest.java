package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Read;
import dev.weft.wire.Mapping;
import dev.weft.wire.Piece;
import dev.weft.wire.Projection;
import dev.weft.wire.ReadFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What pages have read of answers that are remembered. */
class RememberedReadsTest {
    private static final Read SECONDS = new Read(0, Projection.compile(Mapping.identity(Duration.getDescriptor())));

    /** Seconds and nanos, and of what is remembered nothing else. */
    private static final ReadFields DECLARED = ReadFields.of(Duration.getDescriptor(), List.of(SECONDS.projection()))
            .orElseThrow();

    private final FakeLoop loop = new FakeLoop();
    private final AnswerCache cache = Settings.cache();
    private boolean damaged;
    private final List<Runnable> underWay = new ArrayList<>();

    /** A Duration, with something in it that nobody reads. */
    private static byte[] message() {
        UnknownFieldSet.Builder unread = UnknownFieldSet.newBuilder();
        for (int i = 0; i < 100; i++) {
            unread.mergeField(9, Field.newBuilder().addVarint(1).build());
        }
        return Duration.newBuilder()
                .setSeconds(7)
                .setUnknownFields(unread.build())
                .build()
                .toByteArray();
    }

    /** A page's call, of which it wants these. */
    private UnaryCall page(Read... reads) {
        return page(Optional.empty(), reads);
    }

    private UnaryCall page(Optional<ReadFields> fields, Read... reads) {
        return page(fields, new AnswerCheck(List.of(reads)));
    }

    private UnaryCall page(Optional<ReadFields> fields, AnswerCheck check) {
        UnaryCall inner = (context, request, done) -> {
            underWay.add(() -> done.accept(check.of(new Answer(damaged ? new byte[] {8} : message()))));
            return () -> {};
        };
        java.time.Duration minute = java.time.Duration.ofMinutes(1);
        CacheRule rule = new CacheRule(minute, java.time.Duration.ZERO, java.time.Duration.ZERO, false);
        Remembering remembering = new Remembering(rule, minute, fields);
        CacheKeys keys =
                new CacheKeys("echo", Settings.target("Echo"), "as it is", remembering, cache.unkeyedHeaders());
        return new CachedCall(inner, check, cache, keys, remembering, minute, memory -> {}, () -> 1);
    }

    private void ask(UnaryCall call, Consumer<List<Piece>> pieces) {
        CallContext context = new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE);
        call.start(context, new byte[] {1}, result -> pieces.accept(((Answer) result).pieces()));
    }

    private List<Piece> asked(UnaryCall call) {
        List<Piece> all = new ArrayList<>();
        ask(call, all::addAll);
        return all;
    }

    @Test
    void thePageThatFetchedItReadsItOnce() {
        UnaryCall page = page(SECONDS);
        asked(page);
        underWay.remove(0).run();
        List<Piece> once = asked(page);
        assertThat(once)
                .singleElement()
                .satisfies(piece -> assertThat(piece.toByteArray())
                        .isEqualTo(Duration.newBuilder().setSeconds(7).build().toByteArray()));
        assertThat(asked(page).get(0)).isSameAs(once.get(0));
        assertThat(underWay).isEmpty();
    }

    @Test
    void whatAPartOfAPageReadIsNotKept() {
        UnaryCall part = page(Optional.empty(), AnswerCheck.ofPart(List.of(SECONDS)));
        asked(part);
        underWay.remove(0).run();
        List<Piece> once = asked(part);
        assertThat(once).hasSize(1);
        assertThat(asked(part).get(0)).isNotSameAs(once.get(0));
        assertThat(underWay).as("the answer itself is").isEmpty();
    }

    @Test
    void anotherPageGetsWhatItWantsItself() {
        asked(page(SECONDS));
        underWay.remove(0).run();
        assertThat(asked(page(SECONDS, SECONDS))).hasSize(2);
        assertThat(asked(page())).isEmpty();
        assertThat(underWay).isEmpty();
    }

    @Test
    void soDoesOneThatWaitsForTheSameCall() {
        List<Piece> one = new ArrayList<>();
        List<Piece> two = new ArrayList<>();
        ask(page(SECONDS), one::addAll);
        ask(page(SECONDS, SECONDS), two::addAll);
        assertThat(underWay).hasSize(1);
        underWay.remove(0).run();
        assertThat(one).hasSize(1);
        assertThat(two).hasSize(2);
    }

    @Test
    void theSamePagesThatWaitForTheSameCallHaveItReadOnce() {
        UnaryCall page = page(SECONDS);
        List<Piece> one = new ArrayList<>();
        List<Piece> two = new ArrayList<>();
        ask(page, one::addAll);
        ask(page, two::addAll);
        underWay.remove(0).run();
        assertThat(two).hasSize(1);
        assertThat(two.get(0)).isSameAs(one.get(0));
    }

    @Test
    void whatIsKeptCountsAndNoMore() {
        // Of a projection that has read nothing yet, and so makes room for all of it.
        Projection whole = Projection.compile(Mapping.identity(Duration.getDescriptor()));
        AnswerCheck check = new AnswerCheck(List.of(new Read(0, whole)));
        Answer read = (Answer) check.of(new Answer(message()));
        CachedAnswer unread = new CachedAnswer(read.message(), 0, 1, java.time.Duration.ofMinutes(1));
        CacheKey key = new CacheKey(new byte[] {1}, 1);
        cache.keepHere(key, unread.with(check, read.pieces()));
        assertThat(cache.find(key).heldBytes() - unread.heldBytes())
                .isEqualTo(Duration.newBuilder().setSeconds(7).build().getSerializedSize());
    }

    @Test
    void whatNoPageReadsIsNotRemembered() {
        UnaryCall page = page(Optional.of(DECLARED), SECONDS);
        asked(page);
        underWay.remove(0).run();
        List<Piece> once = asked(page);
        assertThat(cache.bytes()).isBetween(240L, 240L + message().length);
        assertThat(asked(page).get(0)).isSameAs(once.get(0));
        assertThat(asked(page(Optional.of(DECLARED), SECONDS, SECONDS)))
                .hasSize(2)
                .allSatisfy(piece ->
                        assertThat(piece.toByteArray()).isEqualTo(once.get(0).toByteArray()));
        assertThat(underWay).isEmpty();
    }

    @Test
    void withOtherFieldsItIsAnotherMemory() {
        asked(page(SECONDS));
        underWay.remove(0).run();
        asked(page(Optional.of(DECLARED), SECONDS));
        assertThat(underWay).hasSize(1);
    }

    @Test
    void whatAnotherPageCouldNotReadIsNotRemembered() {
        damaged = true;
        UnaryCall page = page(Optional.of(DECLARED));
        List<CallResult> results = new ArrayList<>();
        page.start(new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE), new byte[] {1}, results::add);
        underWay.remove(0).run();
        assertThat(results).singleElement().isInstanceOf(Answer.class);
        asked(page);
        assertThat(underWay).hasSize(1);
    }
}
