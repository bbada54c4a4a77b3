package dev.weft.wire;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.Arrays;

/** The numbers that a closed enum declares. */
final class KnownNumbers {
    private final int[] sorted;

    KnownNumbers(EnumDescriptor type) {
        sorted = type.getValues().stream()
                .mapToInt(EnumValueDescriptor::getNumber)
                .sorted()
                .toArray();
    }

    boolean contains(int number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }
}
