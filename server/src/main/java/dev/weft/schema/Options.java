package dev.weft.schema;

import build.buf.validate.ValidateProto;
import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import dev.weft.plan.Idempotency;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;
import java.util.Optional;

/** The options that Weft reads. */
public final class Options {
    private Options() {}

    /** Knows the extensions of {@code weft.v1}, {@code google.api.http} and {@code buf.validate}. */
    static ExtensionRegistry registry() {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        PageProto.registerAllExtensions(registry);
        AnnotationsProto.registerAllExtensions(registry);
        ValidateProto.registerAllExtensions(registry);
        return registry;
    }

    /** What makes the rpc a page. */
    public static Optional<Page> page(MethodDescriptor method) {
        return method.getOptions().hasExtension(PageProto.page)
                ? Optional.of(method.getOptions().getExtension(PageProto.page))
                : Optional.empty();
    }

    /** The expression that fills the field. */
    public static Optional<String> value(FieldDescriptor field) {
        return field.getOptions().hasExtension(PageProto.value)
                ? Optional.of(field.getOptions().getExtension(PageProto.value))
                : Optional.empty();
    }

    /** Whether the field's message is composed in place. */
    public static boolean group(FieldDescriptor field) {
        return field.getOptions().getExtension(PageProto.group);
    }

    /** How the method is called over HTTP. */
    public static Optional<HttpRule> http(MethodDescriptor method) {
        return method.getOptions().hasExtension(AnnotationsProto.http)
                ? Optional.of(method.getOptions().getExtension(AnnotationsProto.http))
                : Optional.empty();
    }

    /** The string that stands at a spot inside an option; empty when something else does. */
    public static Optional<String> text(Spot spot) {
        Object at = spot.element() instanceof MethodDescriptor method
                ? method.getOptions()
                : ((FieldDescriptor) spot.element()).getOptions();
        for (Spot.Step step : spot.option()) {
            at = at instanceof Message message ? step.of(message) : null;
        }
        return at instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether the method may be repeated, as its .proto says. */
    public static Idempotency idempotency(MethodDescriptor method) {
        return switch (method.getOptions().getIdempotencyLevel()) {
            case NO_SIDE_EFFECTS -> Idempotency.NO_SIDE_EFFECTS;
            case IDEMPOTENT -> Idempotency.IDEMPOTENT;
            case IDEMPOTENCY_UNKNOWN -> Idempotency.UNKNOWN;
        };
    }
}
