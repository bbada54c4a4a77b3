package dev.weft.server;

import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import dev.weft.config.v1.Config;

/** Holds a configuration against the protovalidate rules of its schema. */
final class ConfigurationRules {
    private static final build.buf.protovalidate.Config NATIVE = build.buf.protovalidate.Config.newBuilder()
            .setEnableNativeRules(true)
            .build();

    private ConfigurationRules() {}

    /** Notes every rule that {@code config}, as it is written, breaks. */
    static void check(Config config, ConfigurationFindings findings) {
        try {
            ValidatorFactory.newBuilder()
                    .withConfig(NATIVE)
                    .build()
                    .validate(config)
                    .getViolations()
                    .forEach(violation -> note(violation, findings));
        } catch (ValidationException e) {
            throw new IllegalStateException("the rules of weft.config.v1.Config do not compile", e);
        }
    }

    private static void note(Violation violation, ConfigurationFindings findings) {
        build.buf.validate.Violation breach = violation.toProto();
        String path = path(breach.getField());
        String what = breach.getForKey() ? "its name " + breach.getMessage() : breach.getMessage();
        findings.breach(path, findings.isWritten(path) ? what : "is missing: " + what);
    }

    /** As {@link ConfigurationDecoder} writes it. */
    private static String path(FieldPath fields) {
        String path = "";
        for (FieldPathElement element : fields.getElementsList()) {
            path = ConfigurationDecoder.field(path, element.getFieldName());
            path = switch (element.getSubscriptCase()) {
                case INDEX -> ConfigurationDecoder.element(path, element.getIndex());
                case STRING_KEY -> ConfigurationDecoder.entry(path, element.getStringKey());
                default -> path;
            };
        }
        return path;
    }
}
