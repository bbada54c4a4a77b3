package dev.weft.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copying within byte arrays, and numbers of fixed width, in protobuf's byte order. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    /** Copies {@code [start, end)} to {@code at}, and returns the offset after it. */
    static int copy(byte[] source, int start, int end, byte[] target, int at) {
        System.arraycopy(source, start, target, at, end - start);
        return at + end - start;
    }

    /**
     * As {@link #copy}, for what is mostly short. It may also overwrite up to 16 bytes from {@code at} on, so what
     * stands behind has to be written afterwards.
     */
    static int copyForwards(byte[] source, int start, int end, byte[] target, int at) {
        int length = end - start;
        if (length <= 16 && start <= source.length - 16 && at <= target.length - 16) {
            LONGS.set(target, at, (long) LONGS.get(source, start));
            LONGS.set(target, at + 8, (long) LONGS.get(source, start + 8));
        } else if (length > 16 && length <= 32) {
            // Sixteen from its beginning and sixteen up to its end, which overlap.
            LONGS.set(target, at, (long) LONGS.get(source, start));
            LONGS.set(target, at + 8, (long) LONGS.get(source, start + 8));
            LONGS.set(target, at + length - 16, (long) LONGS.get(source, end - 16));
            LONGS.set(target, at + length - 8, (long) LONGS.get(source, end - 8));
        } else {
            System.arraycopy(source, start, target, at, length);
        }
        return at + length;
    }

    static boolean isZero(byte[] source, int start, int end) {
        return end - start == Long.BYTES ? (long) LONGS.get(source, start) == 0 : (int) INTS.get(source, start) == 0;
    }

    static float readFloat(byte[] source, int at) {
        return (float) FLOATS.get(source, at);
    }

    static int writeDouble(byte[] target, int at, double value) {
        DOUBLES.set(target, at, value);
        return at + Double.BYTES;
    }
}
