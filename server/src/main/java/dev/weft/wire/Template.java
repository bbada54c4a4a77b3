package dev.weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message composed of parts. Immutable, safe for use by many threads. */
public final class Template {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    // Arrays, not lists: they are gone through twice for every page, and iterators showed in the profile.
    private final Step[] steps;
    private final int nestedCount;

    private Template(Step[] steps, int nestedCount) {
        this.steps = steps;
        this.nestedCount = nestedCount;
    }

    /** A template that writes the parts in their order. */
    public static Template of(List<Part> parts) {
        Numbering numbering = new Numbering();
        Step[] steps = numbering.steps(parts);
        return new Template(steps, numbering.next);
    }

    /**
     * The message, in one buffer of exactly its length. A slot may hold null: there is nothing to write for it.
     *
     * @throws IllegalStateException when the message would be longer than 2 GiB, or a slot is inserted into itself
     */
    public byte[] render(@Nullable Piece[] slots) {
        return measure(slots, Deriver.NONE).write(null);
    }

    /**
     * The message, worked out and measured, and yet to be written.
     *
     * @throws IllegalStateException as {@link #render}
     */
    public Measured measure(@Nullable Piece[] slots, Deriver deriver) {
        Page page = new Page(new Rendering(slots, deriver), new int[nestedCount]);
        return new Measured(page, steps, page.size(steps));
    }

    /** A message of which everything is known, its length too. */
    public static final class Measured {
        private final Page page;
        private final Step[] steps;
        private final int size;

        private Measured(Page page, Step[] steps, int size) {
            this.page = page;
            this.steps = steps;
            this.size = size;
        }

        /** The message, with further fields at its end. */
        public byte[] write(@Nullable Piece further) {
            byte[] target = new byte[Math.addExact(size, further == null ? 0 : further.size())];
            int end = page.write(steps, target, 0);
            if (further != null) {
                further.write(target, end);
            }
            return target;
        }
    }

    /** A part whose nested messages are numbered, so that their lengths can be kept. */
    private sealed interface Step {}

    private record Insert(Part.Slot slot) implements Step {}

    private record Fixed(byte[] fields) implements Step {}

    private record Nest(int index, int tag, Step[] steps) implements Step {}

    private static final class Numbering {
        private int next;

        Step[] steps(List<Part> parts) {
            return parts.stream().map(this::step).toArray(Step[]::new);
        }

        private Step step(Part part) {
            if (part instanceof Part.Slot slot) {
                return new Insert(slot);
            }
            if (part instanceof Part.Constant constant) {
                return new Fixed(constant.fields().clone());
            }
            Part.Nested nested = (Part.Nested) part;
            return new Nest(next++, Tag.of(nested.number(), Tag.LENGTH), steps(nested.parts()));
        }
    }

    private record Page(Rendering rendering, int[] lengths) {
        int size(Step[] steps) {
            long total = 0;
            for (Step step : steps) {
                total += size(step);
            }
            if (total > MOST_BYTES) {
                throw new IllegalStateException("page: " + total + " bytes (expected: at most " + MOST_BYTES + ")");
            }
            return (int) total;
        }

        private long size(Step step) {
            if (step instanceof Insert insert) {
                return rendering.size(insert.slot());
            }
            if (step instanceof Fixed fixed) {
                return fixed.fields().length;
            }
            Nest nest = (Nest) step;
            int length = size(nest.steps());
            lengths[nest.index()] = length;
            return length == 0 ? 0 : Tag.size(nest.tag()) + Varint.size(length) + (long) length;
        }

        int write(Step[] steps, byte[] target, int at) {
            int to = at;
            for (Step step : steps) {
                to = write(step, target, to);
            }
            return to;
        }

        private int write(Step step, byte[] target, int at) {
            if (step instanceof Insert insert) {
                return rendering.write(insert.slot(), target, at);
            }
            if (step instanceof Fixed fixed) {
                return Bytes.copy(fixed.fields(), 0, fixed.fields().length, target, at);
            }
            Nest nest = (Nest) step;
            int length = lengths[nest.index()];
            if (length == 0) {
                return at;
            }
            int content = Varint.write(target, Tag.write(target, at, nest.tag()), length);
            return write(nest.steps(), target, content);
        }
    }
}
