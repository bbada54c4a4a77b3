package dev.weft.execution;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.weft.plan.ForEach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Takes lists apart, and puts them together: fields of number {@link ForEach#FIELD} in a message of their own. */
final class Elements {
    private Elements() {}

    /**
     * A message for each element, in which it stands as it did in the list.
     *
     * @param list a message in which a list is all there is
     * @param packed the wire type of an element in a packed list
     * @param most how many are taken, at most
     */
    static List<byte[]> of(byte[] list, int packed, long most) {
        try {
            List<byte[]> elements = new ArrayList<>();
            CodedInputStream in = CodedInputStream.newInstance(list);
            while (!in.isAtEnd() && elements.size() < most) {
                int start = in.getTotalBytesRead();
                int tag = in.readTag();
                if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                        && packed != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    unpack(in.readByteArray(), packed, most, elements);
                } else {
                    in.skipField(tag);
                    elements.add(Arrays.copyOfRange(list, start, in.getTotalBytesRead()));
                }
            }
            return elements;
        } catch (IOException e) {
            throw new IllegalStateException("list: " + e.getMessage(), e);
        }
    }

    private static void unpack(byte[] chunk, int wireType, long most, List<byte[]> elements) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(chunk);
        int tag = ForEach.FIELD << 3 | wireType;
        while (!in.isAtEnd() && elements.size() < most) {
            int start = in.getTotalBytesRead();
            in.skipField(tag);
            int end = in.getTotalBytesRead();
            byte[] element = new byte[1 + end - start];
            element[0] = (byte) tag;
            System.arraycopy(chunk, start, element, 1, end - start);
            elements.add(element);
        }
    }

    /** A message of messages; null stands for an empty one. */
    static byte[] messages(int count, IntFunction<byte @Nullable []> messages) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            for (int i = 0; i < count; i++) {
                byte[] message = messages.apply(i);
                out.writeByteArray(ForEach.FIELD, message == null ? new byte[0] : message);
            }
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
