package dev.weft.edge;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.weft.plan.MethodName;
import dev.weft.plan.PagePlan;
import dev.weft.plan.RpcPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dashboard as a descriptor set describes it: without generated classes, extensions unknown. */
final class Plans {
    private Plans() {}

    static List<RpcPlan> dashboard() {
        ServiceDescriptor service = files().get("dashboard/v1/dashboard.proto").findServiceByName("DashboardService");
        return service.getMethods().stream().map(Plans::of).toList();
    }

    // The edge reads no more of a plan than its name and its descriptor.
    static RpcPlan of(MethodDescriptor method) {
        return new PagePlan(
                new MethodName(method.getService().getFullName(), method.getName()),
                method,
                Optional.empty(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                Optional.empty());
    }

    static Map<String, FileDescriptor> files() {
        try (InputStream in = Plans.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            Map<String, FileDescriptor> files = new HashMap<>();
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(in).getFileList()) {
                files.put(file.getName(), link(file, files));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FileDescriptor link(FileDescriptorProto file, Map<String, FileDescriptor> known) {
        try {
            return FileDescriptor.buildFrom(
                    file, file.getDependencyList().stream().map(known::get).toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
