package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call's binds fill its request with. */
final class Binding {
    private final Fitting fitting;
    private final Findings findings;

    Binding(Fitting fitting, Findings findings) {
        this.fitting = fitting;
        this.findings = findings;
    }

    /** What fills the request of a call to a method that takes {@code request}. What does not fit is reported. */
    List<Filled> bind(DeclaredCall call, Descriptor request, Scope scope) {
        Assignments binds = Assignments.read(
                call.declaration().getBindList(),
                request,
                index -> call.spot().in("bind", Call.BIND_FIELD_NUMBER, index),
                Assignments.Alone.FROM_REQUEST,
                call.spot(),
                findings);
        return fill(request, binds, scope, call.spot());
    }

    private List<Filled> fill(Descriptor type, Assignments binds, Scope scope, Spot owner) {
        List<Filled> filled = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Assignments> bind : binds.fields().entrySet()) {
            fill(bind.getKey(), bind.getValue(), scope).ifPresent(filled::add);
        }
        requireRequired(type, binds, owner);
        Oneofs.check(filled, findings);
        rejectNeedsOfOneof(filled);
        return filled;
    }

    private Optional<Filled> fill(FieldDescriptor field, Assignments bind, Scope scope) {
        if (bind.expression().isPresent()) {
            return fitting.fit(field, bind.expression().get(), scope, bind.spot());
        }
        List<Filled> inner = fill(field.getMessageType(), bind, scope, bind.spot());
        return Optional.of(new Filled(field, new Value.Composed(inner), "", bind.spot()));
    }

    private void requireRequired(Descriptor type, Assignments binds, Spot owner) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.isRequired() && binds.of(field).isEmpty()) {
                findings.error(
                        owner,
                        "nothing binds " + Types.name(field) + ", which is required (expected: a bind for "
                                + field.getName() + ")");
            }
        }
    }

    /** Of two members of a oneof one is always empty, and the call never made. */
    private void rejectNeedsOfOneof(List<Filled> fields) {
        Map<OneofDescriptor, Filled> first = new HashMap<>();
        for (Filled filled : fields) {
            OneofDescriptor oneof = filled.field().getRealContainingOneof();
            Filled other = oneof == null ? null : first.putIfAbsent(oneof, filled);
            if (other != null
                    && filled.value() instanceof Value.Read read
                    && isAnswer(read.source().origin())) {
                findings.error(
                        filled.spot(),
                        Types.name(filled.field()) + " and " + other.field().getName()
                                + " are in one oneof and read of a call: one of "
                                + "them is always empty, and the call never made (expected: a bind of one of them)");
            }
        }
    }

    private static boolean isAnswer(Origin origin) {
        return origin instanceof Origin.Call
                || origin instanceof Origin.Row
                || (origin instanceof Origin.Each each && isAnswer(each.list()));
    }
}
