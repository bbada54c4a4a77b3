package dev.weft.bench.data;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import dev.weft.v1.Cache;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;

/** The benchmark's page with memory. */
public final class RememberedPage {
    private static final String FILE = "bench/page/v1/page.proto";

    private RememberedPage() {}

    /** The schema {@code base}, with answers of every call of the page remembered for an hour. */
    public static FileDescriptorSet in(FileDescriptorSet base) {
        FileDescriptorSet.Builder set = base.toBuilder();
        for (FileDescriptorProto.Builder file : set.getFileBuilderList()) {
            if (file.getName().equals(FILE)) {
                MethodOptions.Builder options =
                        file.getServiceBuilder(0).getMethodBuilder(0).getOptionsBuilder();
                Page.Builder page = options.getExtension(PageProto.page).toBuilder();
                page.getCallBuilderList()
                        .forEach(call -> call.setCache(Cache.newBuilder().setTtl("1h")));
                options.setExtension(PageProto.page, page.build());
            }
        }
        return set.build();
    }
}
