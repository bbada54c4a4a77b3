package dev.weft.drills;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.ExtensionRegistry;
import dev.weft.v1.Cache;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The demo's page, as it is and with memory. */
final class Schemas {
    private Schemas() {}

    static FileDescriptorSet dashboard() throws IOException {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        PageProto.registerAllExtensions(registry);
        try (InputStream set = Schemas.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            return FileDescriptorSet.parseFrom(Objects.requireNonNull(set), registry);
        }
    }

    /** With a {@code cache} on every call, of so little time that the memory which replicas share is always asked. */
    static FileDescriptorSet remembered() throws IOException {
        FileDescriptorSet.Builder set = dashboard().toBuilder();
        for (FileDescriptorProto.Builder file : set.getFileBuilderList()) {
            if (file.getName().equals("dashboard/v1/dashboard.proto")) {
                MethodOptions.Builder options =
                        file.getServiceBuilder(0).getMethodBuilder(0).getOptionsBuilder();
                Page.Builder page = options.getExtension(PageProto.page).toBuilder();
                page.getCallBuilderList()
                        .forEach(call -> call.setCache(Cache.newBuilder().setTtl("20ms")));
                options.setExtension(PageProto.page, page.build());
            }
        }
        return set.build();
    }
}
