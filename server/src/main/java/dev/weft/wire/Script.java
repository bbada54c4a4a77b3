package dev.weft.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written of one serialized message, as a flat list of steps: made by {@link Measure}, followed once the buffer
 * is there. It says everything, so that the message is not walked again.
 *
 * <p>A step is a tag to write first, or 0; then a range of the source, or what is to be done with an operand.
 */
final class Script {
    private static final int STEP = 3;

    // In place of a range's start. The operand is a length, a 32-bit number, a float's bits, or the index of a part.
    private static final int LENGTH = -1;
    private static final int SIGNED = -2;
    private static final int UNSIGNED = -3;
    private static final int FLOAT = -4;
    private static final int PART = -5;

    private static final int FEWEST = 8 * STEP;
    private static final int MOST_AT_FIRST = 1024 * STEP;

    /** One GiB: what a message of so many small fields would take to be noted, no page wants. */
    private static final int MOST = (1 << 28) / STEP * STEP;

    private final byte[] source;
    private int[] steps;
    private int end;
    private List<Part> parts = List.of();

    Script(byte[] source) {
        this.source = source;
        this.steps = new int[Math.max(FEWEST, Math.min(MOST_AT_FIRST, source.length / 4)) / STEP * STEP];
    }

    /** Copies {@code source} as it is. */
    static Script whole(byte[] source) {
        Script script = new Script(source);
        script.steps[2] = source.length;
        script.end = STEP;
        return script;
    }

    byte[] source() {
        return source;
    }

    /** Where the next step will stand. */
    int position() {
        return end;
    }

    /** Forgets the steps from {@code position} on. */
    void cut(int position) {
        end = position;
    }

    /** Copies {@code [start, limit)}. */
    void copy(int start, int limit) throws MalformedException {
        if (end > 0 && steps[end - 1] == start && steps[end - 2] >= 0) {
            steps[end - 1] = limit;
        } else {
            add(0, start, limit);
        }
    }

    /** Writes a tag and copies {@code [start, limit)}. */
    void copy(int tag, int start, int limit) throws MalformedException {
        add(tag, start, limit);
    }

    /** Writes a tag and a length that is not known yet, and returns its position for {@link #setLength}. */
    int length(int tag) throws MalformedException {
        add(tag, LENGTH, 0);
        return end - STEP;
    }

    void setLength(int position, int length) {
        steps[position + 2] = length;
    }

    /**
     * Whether all that follows the length at {@code position} is a copy of {@code [start, limit)}, so that length and
     * copy can be replaced by one copy that begins further in front.
     */
    boolean onlyCopies(int position, int start, int limit) {
        return end == position + 2 * STEP
                && steps[position + STEP] == 0
                && steps[position + STEP + 1] == start
                && steps[position + STEP + 2] == limit;
    }

    /** Writes a tag and the varint of a number that is negative when its highest bit is set. */
    void signed(int tag, int value) throws MalformedException {
        add(tag, SIGNED, value);
    }

    /** Writes a tag and the varint of a number that is never negative. */
    void unsigned(int tag, int value) throws MalformedException {
        add(tag, UNSIGNED, value);
    }

    /** Writes a tag and a double. */
    void widened(int tag, float value) throws MalformedException {
        add(tag, FLOAT, Float.floatToRawIntBits(value));
    }

    /** Writes a constant, or the piece in a slot. */
    void part(Part part) throws MalformedException {
        if (parts.isEmpty()) {
            parts = new ArrayList<>();
        }
        parts.add(part);
        add(0, PART, parts.size() - 1);
    }

    private void add(int tag, int start, int operand) throws MalformedException {
        int at = end;
        if (at == steps.length) {
            if (at >= MOST) {
                throw new MalformedException(MalformedException.EXPANSION, 0);
            }
            steps = Arrays.copyOf(steps, Math.min(2 * at, MOST));
        }
        steps[at] = tag;
        steps[at + 1] = start;
        steps[at + 2] = operand;
        end = at + STEP;
    }

    /** Writes it all, and returns the offset after it. */
    int write(@Nullable Rendering rendering, byte[] target, int at) {
        int to = at;
        for (int i = 0; i < end; i += STEP) {
            int tag = steps[i];
            int start = steps[i + 1];
            int operand = steps[i + 2];
            if (tag != 0) {
                to = Tag.write(target, to, tag);
            }
            to = start >= 0
                    ? Bytes.copyForwards(source, start, operand, target, to)
                    : write(start, operand, rendering, target, to);
        }
        return to;
    }

    private int write(int what, int operand, @Nullable Rendering rendering, byte[] target, int at) {
        return switch (what) {
            case LENGTH, UNSIGNED -> Varint.write(target, at, Integer.toUnsignedLong(operand));
            case SIGNED -> Varint.write(target, at, operand);
            case FLOAT -> Bytes.writeDouble(target, at, Float.intBitsToFloat(operand));
            default -> write(parts.get(operand), rendering, target, at);
        };
    }

    private static int write(Part part, @Nullable Rendering rendering, byte[] target, int at) {
        if (part instanceof Part.Constant constant) {
            return Bytes.copy(constant.fields(), 0, constant.fields().length, target, at);
        }
        return rendering == null ? at : rendering.write((Part.Slot) part, target, at);
    }
}
