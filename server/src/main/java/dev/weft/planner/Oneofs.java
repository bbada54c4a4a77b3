package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.weft.diagnostics.Findings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees to it that at most one member of a oneof is ever filled: all are read from one oneof, or only one is read. */
final class Oneofs {
    private Oneofs() {}

    /** Reports the members among {@code fields} that could be filled together. */
    static void check(List<Filled> fields, Findings findings) {
        Map<OneofDescriptor, Filled> first = new HashMap<>();
        for (Filled filled : fields) {
            OneofDescriptor oneof = filled.field().getRealContainingOneof();
            Filled other = oneof == null ? null : first.putIfAbsent(oneof, filled);
            if (other != null && !exclude(other.value(), filled.value())) {
                findings.error(
                        filled.spot(),
                        Types.name(filled.field()) + " is in one oneof with "
                                + other.field().getName() + ", and both could be filled "
                                + "(expected: both from fields of one oneof of the same message, without orValue)");
            }
        }
    }

    private static boolean exclude(Value left, Value right) {
        return left instanceof Value.Read one
                && right instanceof Value.Read other
                && one.otherwise().isEmpty()
                && other.otherwise().isEmpty()
                && one.source().besides(other.source())
                && oneof(one).isPresent()
                && oneof(one).equals(oneof(other));
    }

    private static Optional<OneofDescriptor> oneof(Value.Read read) {
        return read.source().field().map(FieldDescriptor::getRealContainingOneof);
    }
}
