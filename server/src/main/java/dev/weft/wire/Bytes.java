package dev.weft.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copying within byte arrays, and numbers of fixed width, in protobuf's byte order. */
final class Bytes {
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

    static float readFloat(byte[] source, int at) {
        return (float) FLOATS.get(source, at);
    }

    static int writeDouble(byte[] target, int at, double value) {
        DOUBLES.set(target, at, value);
        return at + Double.BYTES;
    }
}
