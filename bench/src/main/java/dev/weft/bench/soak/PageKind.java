package dev.weft.bench.soak;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import dev.weft.v1.Cache;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;

/** The forms of the benchmark's page that are asked for. */
enum PageKind {
    /** As it is, with the payments over gRPC. */
    PLAIN("GetDashboard", "dashboard", "payments-grpc", false),
    /** With the payments over HTTP. */
    OVER_HTTP("GetDashboardOverHttp", "over-http", "payments-http", false),
    /** With memory: for a moment, and longer when a call fails. */
    REMEMBERED("GetDashboardRemembered", "remembered", "payments-grpc", true);

    private static final String FILE = "bench/page/v1/page.proto";
    private static final String SERVICE = "bench.page.v1.DashboardService";

    private final String method;
    private final String path;
    private final String payments;
    private final boolean remembered;

    PageKind(String method, String path, String payments, boolean remembered) {
        this.method = method;
        this.path = path;
        this.payments = payments;
        this.remembered = remembered;
    }

    /** The full name of its method. */
    String method() {
        return SERVICE + "/" + method;
    }

    /** Where it is asked for as JSON. */
    String path(long user) {
        return "/v1/users/" + user + "/" + path;
    }

    /** The benchmark's schema with every form of its page. */
    static FileDescriptorSet all(FileDescriptorSet base) {
        FileDescriptorSet.Builder set = base.toBuilder();
        for (FileDescriptorProto.Builder file : set.getFileBuilderList()) {
            if (file.getName().equals(FILE)) {
                ServiceDescriptorProto.Builder service = file.getServiceBuilder(0);
                MethodDescriptorProto plain = service.getMethod(0);
                service.clearMethod();
                for (PageKind kind : values()) {
                    service.addMethod(kind.of(plain));
                }
                // The places of options that have moved would be the wrong ones.
                file.clearSourceCodeInfo();
            }
        }
        return set.build();
    }

    private MethodDescriptorProto of(MethodDescriptorProto plain) {
        MethodDescriptorProto.Builder made = plain.toBuilder().setName(method);
        MethodOptions.Builder options = made.getOptionsBuilder();
        Page.Builder page = options.getExtension(PageProto.page).toBuilder();
        page.getCallBuilderList().forEach(this::adapt);
        options.setExtension(PageProto.page, page.build());
        options.setExtension(
                AnnotationsProto.http,
                HttpRule.newBuilder().setGet("/v1/users/{user_id}/" + path).build());
        return made.build();
    }

    private void adapt(Call.Builder call) {
        if (call.getName().equals("payments")) {
            call.setDownstream(payments);
        }
        if (remembered) {
            call.setCache(Cache.newBuilder().setTtl("200ms").setStaleIfError("1s"));
        }
    }
}
