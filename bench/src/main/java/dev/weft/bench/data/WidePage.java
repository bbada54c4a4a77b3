package dev.weft.bench.data;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.weft.bench.page.v1.Profile;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/**
 * Pages of many calls, none of which waits for another, and schemas of many pages. A page asks for as many users as it has calls, by
 * ids of the request, and answers with their profiles.
 */
public final class WidePage {
    private static final String PACKAGE = "bench.wide.v1";
    private static final String SERVICE = "WideService";

    private WidePage() {}

    /** The full name of the method that answers the page of so many calls. */
    public static String method(int calls) {
        return PACKAGE + "." + SERVICE + "/GetPage" + calls;
    }

    /** The schema {@code base}, which has the users' service, with a page of each number of calls. */
    public static FileDescriptorSet withCalls(FileDescriptorSet base, int... calls) {
        return schema(base, (file, service) -> {
            for (int count : calls) {
                add(file, service, Integer.toString(count), count);
            }
        });
    }

    /** The schema {@code base} with so many pages of so many calls, each with types of its own. */
    public static FileDescriptorSet withPages(FileDescriptorSet base, int pages, int calls) {
        return schema(base, (file, service) -> {
            for (int i = 0; i < pages; i++) {
                add(file, service, "Number" + i, calls);
            }
        });
    }

    private static FileDescriptorSet schema(
            FileDescriptorSet base, BiConsumer<FileDescriptorProto.Builder, ServiceDescriptorProto.Builder> pages) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("bench/wide/v1/wide.proto")
                .setPackage(PACKAGE)
                .setSyntax("proto3")
                .addDependency("bench/page/v1/page.proto")
                .addDependency("weft/v1/page.proto");
        ServiceDescriptorProto.Builder service =
                ServiceDescriptorProto.newBuilder().setName(SERVICE);
        pages.accept(file, service);
        return base.toBuilder().addFile(file.addService(service)).build();
    }

    /** A request: the ids from the user's on. */
    public static MessageLite request(int calls, long user) {
        UnknownFieldSet.Builder request = UnknownFieldSet.newBuilder();
        for (int i = 0; i < calls; i++) {
            request.addField(i + 1, Field.newBuilder().addVarint(id(user, i)).build());
        }
        return request.build();
    }

    /** The answer to it. */
    public static byte[] answer(int calls, long user) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream answer = CodedOutputStream.newInstance(bytes);
            for (int i = 0; i < calls; i++) {
                answer.writeMessage(i + 1, ExpectedPage.of(id(user, i)).getUser());
            }
            answer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static long id(long user, int call) {
        long[] users = Shop.users();
        return users[(int) (user - users[0] + call) % users.length];
    }

    private static void add(
            FileDescriptorProto.Builder file, ServiceDescriptorProto.Builder service, String name, int calls) {
        Page.Builder page = Page.newBuilder().setTimeout("1s");
        DescriptorProto.Builder request = DescriptorProto.newBuilder().setName("GetPage" + name + "Request");
        DescriptorProto.Builder response = DescriptorProto.newBuilder().setName("GetPage" + name + "Response");
        for (int i = 1; i <= calls; i++) {
            page.addCall(Call.newBuilder()
                    .setName("call_" + i)
                    .setMethod("bench.user.v1.UserService/GetUser")
                    .addBind("id = request.id_" + i));
            request.addField(FieldDescriptorProto.newBuilder()
                    .setName("id_" + i)
                    .setNumber(i)
                    .setLabel(Label.LABEL_OPTIONAL)
                    .setType(Type.TYPE_INT64));
            response.addField(FieldDescriptorProto.newBuilder()
                    .setName("user_" + i)
                    .setNumber(i)
                    .setLabel(Label.LABEL_OPTIONAL)
                    .setType(Type.TYPE_MESSAGE)
                    .setTypeName("." + Profile.getDescriptor().getFullName())
                    .setOptions(FieldOptions.newBuilder().setExtension(PageProto.value, "call_" + i + ".user")));
        }
        file.addMessageType(request).addMessageType(response);
        service.addMethod(MethodDescriptorProto.newBuilder()
                .setName("GetPage" + name)
                .setInputType("." + PACKAGE + "." + request.getName())
                .setOutputType("." + PACKAGE + "." + response.getName())
                .setOptions(MethodOptions.newBuilder()
                        .setIdempotencyLevel(IdempotencyLevel.NO_SIDE_EFFECTS)
                        .setExtension(PageProto.page, page.build())));
    }
}
