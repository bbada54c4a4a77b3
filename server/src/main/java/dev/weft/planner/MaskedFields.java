package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.plan.ReadMask;
import dev.weft.plan.StatusField;
import dev.weft.wire.Mapping;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Projection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Leaves out of what fills an answer what a mask does not name. What is left is filled as before. */
final class MaskedFields {
    private MaskedFields() {}

    /** What fills the fields that are asked for. */
    static List<Filled> of(List<Filled> fields, ReadMask mask) {
        return mask.isEverything()
                ? fields
                : fields.stream().flatMap(field -> of(field, mask)).toList();
    }

    private static Stream<Filled> of(Filled filled, ReadMask mask) {
        FieldDescriptor field = filled.field();
        Optional<ReadMask> asked = mask.of(field.getName());
        if (asked.isEmpty()) {
            // Without it the message would be damaged to its reader.
            return field.isRequired() ? Stream.of(filled) : Stream.empty();
        }
        Value value = asked.get().isEverything() ? filled.value() : of(filled.value(), asked.get());
        return Stream.of(new Filled(field, value, filled.expression(), filled.spot()));
    }

    private static Value of(Value value, ReadMask mask) {
        if (value instanceof Value.Composed composed) {
            return new Value.Composed(of(composed.fields(), mask));
        }
        if (value instanceof Value.Derived derived) {
            return new Value.Derived(derived.name(), derived.formula(), derived.inputs(), of(derived.result(), mask));
        }
        return value instanceof Value.Read read ? of(read, mask) : value;
    }

    private static Value.Read of(Value.Read read, ReadMask mask) {
        return new Value.Read(read.source(), read.otherwise(), read.element().map(element -> of(element, mask)));
    }

    private static Projected of(Projected whole, ReadMask mask) {
        if (whole.identity()) {
            return whole;
        }
        return whole.with(of(whole.fields(), mask));
    }

    /** The field that Weft fills itself, or what is asked for of it; empty for nothing. */
    static Optional<StatusField> status(StatusField status, Descriptor answer, ReadMask mask) {
        FieldDescriptor field = answer.findFieldByNumber(status.field());
        Optional<ReadMask> asked = mask.of(field.getName());
        if (asked.isEmpty() || asked.get().isEverything()) {
            return asked.map(whole -> status);
        }
        Mapping part = new Mapping(field.getMessageType())
                .project(List.of(), field, part(field.getMessageType(), asked.get()), Defaults.AS_DECLARED);
        return Optional.of(new StatusField(status.field(), Optional.of(Projection.compile(part))));
    }

    private static Mapping part(Descriptor type, ReadMask mask) {
        if (mask.isEverything()) {
            return Mapping.identity(type);
        }
        Mapping part = new Mapping(type);
        for (FieldDescriptor field : type.getFields()) {
            mask.of(field.getName()).ifPresent(asked -> {
                if (Types.isMessage(field)) {
                    part.project(List.of(field), field, part(field.getMessageType(), asked), Defaults.AS_DECLARED);
                } else {
                    part.copy(List.of(field), field, Defaults.AS_DECLARED);
                }
            });
        }
        return part;
    }
}
