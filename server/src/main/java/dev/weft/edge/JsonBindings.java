package dev.weft.edge;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.rpc.ErrorDetailsProto;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Options;
import dev.weft.schema.Schema;
import dev.weft.transcoding.BindingException;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import dev.weft.transcoding.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The google.api.http rules of the pages, compiled. A page without one is not served as JSON. Immutable.
 *
 * @param methods the pages
 * @param routes finds them
 * @param mapping knows the types of the schema and those of google.rpc's error details
 */
public record JsonBindings(List<MethodDescriptor> methods, Routes routes, JsonMapping mapping) {
    /** The types that a google.protobuf.Any in an error may have, whatever the schema knows. */
    private static final Map<String, Descriptor> ERROR_DETAILS =
            ErrorDetailsProto.getDescriptor().getMessageTypes().stream()
                    .collect(Collectors.toUnmodifiableMap(Descriptor::getFullName, Function.identity()));

    public JsonBindings {
        methods = List.copyOf(methods);
    }

    /**
     * Compiles the rules of all plans.
     *
     * @param maxDepth how deep messages may be nested in JSON
     * @throws IllegalArgumentException when a rule cannot be run, or two match the same requests
     */
    public static JsonBindings of(List<RpcPlan> plans, Schema schema, int maxDepth) {
        JsonLimits limits = new JsonLimits(maxDepth, JsonLimits.DEFAULT.violations());
        JsonMapping mapping = new JsonMapping(name -> type(name, schema), limits);
        List<HttpBinding> all = new ArrayList<>();
        try {
            for (RpcPlan plan : plans) {
                Optional<HttpRule> rule = Options.http(plan.descriptor());
                if (rule.isPresent()) {
                    all.addAll(HttpBinding.compile(plan.descriptor(), rule.get(), mapping));
                }
            }
            List<MethodDescriptor> methods =
                    plans.stream().map(RpcPlan::descriptor).toList();
            return new JsonBindings(methods, Routes.of(all), mapping);
        } catch (BindingException e) {
            throw new IllegalArgumentException("google.api.http of " + e.getMessage(), e);
        }
    }

    private static Optional<Descriptor> type(String name, Schema schema) {
        return schema.message(name).or(() -> Optional.ofNullable(ERROR_DETAILS.get(name)));
    }
}
