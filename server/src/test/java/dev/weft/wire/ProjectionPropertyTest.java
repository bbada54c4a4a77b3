package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The engine against {@link SlowProjection}, over random types and mappings, and random messages of each. */
class ProjectionPropertyTest {
    private static final int SCHEMAS = 15_000;
    private static final int MESSAGES_OF_EACH = 8;

    private static Hits hits = new Hits();

    @BeforeContainer
    static void startCounting() {
        hits = new Hits();
    }

    @Property(tries = SCHEMAS, shrinking = ShrinkingMode.OFF)
    void projects_as_the_slow_way_does(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        RandomSchema schema = new RandomSchema(random, hits, true, random.nextInt(8) == 0);
        Projection projection = Projection.compile(schema.mapping);
        for (int i = 0; i < MESSAGES_OF_EACH; i++) {
            byte[] source = new RandomMessage(random, hits, 3).of(schema.source);
            assertProjected(schema, projection, source);
        }
    }

    private static void assertProjected(RandomSchema schema, Projection projection, byte[] source)
            throws InvalidProtocolBufferException {
        Reading reading = projection.read(source);
        String hex = HexFormat.of().formatHex(source);
        assertThat(reading).as(hex).isInstanceOf(Piece.class);
        byte[] target = ((Piece) reading).toByteArray();
        assertThat(SlowProjection.parsed(schema.target, target))
                .as(hex)
                .isEqualTo(SlowProjection.project(DynamicMessage.parseFrom(schema.source, source), schema.mapping));
    }

    @AfterContainer
    static void every_case_was_hit() {
        hits.print();
        hits.requireEach(200);
    }
}
