package dev.weft.edge;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Options;
import dev.weft.transcoding.BindingException;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.JsonMapping;
import dev.weft.transcoding.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The google.api.http rules of the pages, compiled. A page without one is not served as JSON. Immutable.
 *
 * @param methods the pages
 * @param routes finds them
 * @param mapping the JSON that they speak
 */
public record JsonBindings(List<MethodDescriptor> methods, Routes routes, JsonMapping mapping) {
    public JsonBindings {
        methods = List.copyOf(methods);
    }

    /**
     * Compiles the rules of all plans.
     *
     * @param mapping knows the types of the pages, and those of the details of errors
     * @throws IllegalArgumentException when a rule cannot be run, or two match the same requests
     */
    public static JsonBindings of(List<RpcPlan> plans, JsonMapping mapping) {
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
}
