package dev.weft.edge;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks requests with protovalidate. Where no request has rules, protovalidate is never loaded. */
final class RequestValidation {
    private static final Logger LOG = LoggerFactory.getLogger(RequestValidation.class);

    private final Set<Descriptor> types = ConcurrentHashMap.newKeySet();
    private volatile Optional<Validator> validator = Optional.empty();

    /** The rules of a request type; none, when it has none. All are asked for before the first is used. */
    RequestRules rules(Descriptor declared) {
        if (!RuleScan.hasRules(declared)) {
            return RequestRules.NONE;
        }
        Descriptor type = RecursiveTypes.withRulesKept(declared);
        types.add(type);
        return request -> check(type, request);
    }

    /** Makes the first requests as quick as the later ones, in the background. */
    void warmUp() {
        if (!types.isEmpty()) {
            Thread thread = new Thread(() -> types.forEach(this::warmUp), "weft-validation-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void warmUp(Descriptor type) {
        try {
            validator().validate(DynamicMessage.getDefaultInstance(type));
        } catch (ValidationException e) {
            LOG.error("{}: its rules do not work, its requests will fail: {}", type.getFullName(), e.getMessage());
        }
    }

    private Optional<Status> check(Descriptor type, byte[] request) {
        DynamicMessage message;
        try {
            message = DynamicMessage.parseFrom(type, request);
        } catch (InvalidProtocolBufferException e) {
            return Optional.of(Status.newBuilder()
                    .setCode(Code.INVALID_ARGUMENT_VALUE)
                    .setMessage("malformed request")
                    .build());
        }
        try {
            List<build.buf.protovalidate.Violation> violations =
                    validator().validate(message).getViolations();
            return violations.isEmpty() ? Optional.empty() : Optional.of(Violations.status(violations));
        } catch (ValidationException e) {
            throw new IllegalStateException("the rules of " + type.getFullName() + " do not work", e);
        }
    }

    // Takes its time to load, so it is made when it is first needed.
    private Validator validator() {
        return validator.orElseGet(this::load);
    }

    private synchronized Validator load() {
        if (validator.isEmpty()) {
            validator = Optional.of(ValidatorFactory.newBuilder()
                    .withConfig(PredefinedRules.config(types))
                    .build());
        }
        return validator.get();
    }
}
