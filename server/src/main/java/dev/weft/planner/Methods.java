package dev.weft.planner;

import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.plan.MethodName;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import java.util.List;
import java.util.Optional;

/** Finds downstream methods by name. */
final class Methods {
    private final Schema schema;
    private final Findings findings;

    Methods(Schema schema, Findings findings) {
        this.schema = schema;
        this.findings = findings;
    }

    static MethodName name(MethodDescriptor method) {
        return new MethodName(method.getService().getFullName(), method.getName());
    }

    /** The unary method that {@code text}, which is written at {@code spot}, names; empty when there is none, which is reported. */
    Optional<MethodDescriptor> find(String text, Spot spot) {
        return findAny(text, spot).filter(method -> isUnary(method, spot));
    }

    private boolean isUnary(MethodDescriptor method, Spot spot) {
        if (Streaming.isUnary(method)) {
            return true;
        }
        int start = method.getService().getFullName().length() + 1;
        findings.error(spot.at(start), name(method) + " is streaming (expected: a unary method)");
        return false;
    }

    /** The method, unary or streaming, that {@code text} names; empty when there is none, which is reported. */
    Optional<MethodDescriptor> findAny(String text, Spot spot) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash != text.lastIndexOf('/') || slash == text.length() - 1) {
            findings.error(
                    spot, "\"" + text + "\" is not a method (expected: package.Service/Method" + dotted(text) + ")");
            return Optional.empty();
        }
        String service = text.substring(0, slash);
        String method = text.substring(slash + 1);
        return service(service, spot).flatMap(it -> method(it, method, spot.at(slash + 1)));
    }

    private String dotted(String text) {
        int dot = text.lastIndexOf('.');
        boolean known = dot > 0 && schema.service(text.substring(0, dot)).isPresent();
        return known ? "; did you mean \"" + text.substring(0, dot) + "/" + text.substring(dot + 1) + "\"?" : "";
    }

    private Optional<ServiceDescriptor> service(String name, Spot spot) {
        Optional<ServiceDescriptor> service = schema.service(name);
        if (service.isEmpty()) {
            findings.error(spot, "no file declares the service " + name + " " + missing(name));
        }
        return service;
    }

    private String missing(String name) {
        List<String> known =
                schema.services().stream().map(GenericDescriptor::getFullName).toList();
        Optional<String> close = Suggestion.closest(name, known);
        if (close.isPresent()) {
            return "(did you mean \"" + close.get() + "\"?)";
        }
        int dot = name.lastIndexOf('.');
        String where = dot < 0 ? "" : ", probably " + name.substring(0, dot).replace('.', '/') + "/*.proto,";
        return "(add the file that declares it" + where + " to the descriptor set)";
    }

    private Optional<MethodDescriptor> method(ServiceDescriptor service, String name, Spot spot) {
        MethodDescriptor method = service.findMethodByName(name);
        if (method == null) {
            List<String> known =
                    service.getMethods().stream().map(MethodDescriptor::getName).toList();
            findings.error(
                    spot,
                    service.getFullName() + " has no method \"" + name + "\" " + Suggestion.expected(name, known));
            return Optional.empty();
        }
        return Optional.of(method);
    }
}
