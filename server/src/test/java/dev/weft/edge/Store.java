package dev.weft.edge;

import com.google.api.AnnotationsProto;
import com.google.api.CustomHttpPattern;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;

/** A service with a rule of each kind, whose requests and answers are one type. */
final class Store {
    static final String NAME = "store.v1.Store";

    private Store() {}

    /**
     * <pre>
     * message Item { string id = 1; int32 count = 2; Item inner = 3; double price = 4; repeated string tags = 5; }
     * service Store {
     *   rpc Get(Item) returns (Item);     // get "/v1/items/{id}"
     *   rpc Put(Item) returns (Item);     // post "/v1/items" body "*"
     *   rpc Any(Item) returns (Item);     // custom "*" "/v1/any/{id=**}", and get "/v2/any/{id}"
     *   rpc Hidden(Item) returns (Item);  // no rule
     * }
     * </pre>
     */
    static FileDescriptor file() throws Exception {
        DescriptorProto item = DescriptorProto.newBuilder()
                .setName("Item")
                .addField(field("id", 1, Type.TYPE_STRING))
                .addField(field("count", 2, Type.TYPE_INT32))
                .addField(field("inner", 3, Type.TYPE_MESSAGE).setTypeName(".store.v1.Item"))
                .addField(field("price", 4, Type.TYPE_DOUBLE))
                .addField(field("tags", 5, Type.TYPE_STRING).setLabel(Label.LABEL_REPEATED))
                .build();
        ServiceDescriptorProto service = ServiceDescriptorProto.newBuilder()
                .setName("Store")
                .addMethod(method("Get", HttpRule.newBuilder().setGet("/v1/items/{id}")))
                .addMethod(
                        method("Put", HttpRule.newBuilder().setPost("/v1/items").setBody("*")))
                .addMethod(method(
                        "Any",
                        HttpRule.newBuilder()
                                .setCustom(CustomHttpPattern.newBuilder()
                                        .setKind("*")
                                        .setPath("/v1/any/{id=**}"))
                                .addAdditionalBindings(HttpRule.newBuilder().setGet("/v2/any/{id}"))))
                .addMethod(method("Hidden", HttpRule.newBuilder()))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("store/v1/store.proto")
                .setSyntax("proto3")
                .setPackage("store.v1")
                .addDependency(AnnotationsProto.getDescriptor().getName())
                .addMessageType(item)
                .addService(service)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[] {AnnotationsProto.getDescriptor()});
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private static MethodDescriptorProto method(String name, HttpRule.Builder rule) {
        MethodDescriptorProto.Builder method = MethodDescriptorProto.newBuilder()
                .setName(name)
                .setInputType(".store.v1.Item")
                .setOutputType(".store.v1.Item");
        if (rule.getPatternCase() != HttpRule.PatternCase.PATTERN_NOT_SET) {
            method.setOptions(MethodOptions.newBuilder().setExtension(AnnotationsProto.http, rule.build()));
        }
        return method.build();
    }
}
