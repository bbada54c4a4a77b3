package dev.weft.schema;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the authors of .proto files have written over their elements, for readers of the API. Used by one thread. */
public final class Comments {
    /** Not for readers of the API (AIP-192, "Internal comments"). */
    private static final Pattern INTERNAL = Pattern.compile("\\(--.*?--\\)", Pattern.DOTALL);

    private static final Pattern INDENT = Pattern.compile("(?m)^ ");

    private static final int FILE_MESSAGES = 4;
    private static final int FILE_ENUMS = 5;
    private static final int FILE_SERVICES = 6;
    private static final int MESSAGE_FIELDS = 2;
    private static final int MESSAGE_MESSAGES = 3;
    private static final int MESSAGE_ENUMS = 4;
    private static final int ENUM_VALUES = 2;
    private static final int SERVICE_METHODS = 2;

    private final Map<FileDescriptor, Map<List<Integer>, String>> files = new HashMap<>();

    /** The comment before the element, or behind it; empty when there is none, or the descriptors do not tell. */
    public Optional<String> of(GenericDescriptor element) {
        return Optional.ofNullable(
                files.computeIfAbsent(element.getFile(), Comments::read).get(path(element)));
    }

    private static Map<List<Integer>, String> read(FileDescriptor file) {
        Map<List<Integer>, String> comments = new HashMap<>();
        for (Location location : file.toProto().getSourceCodeInfo().getLocationList()) {
            String text = text(
                    location.getLeadingComments().isBlank()
                            ? location.getTrailingComments()
                            : location.getLeadingComments());
            if (!text.isEmpty()) {
                comments.put(location.getPathList(), text);
            }
        }
        return comments;
    }

    private static String text(String comment) {
        String shown = INTERNAL.matcher(comment).replaceAll("");
        return INDENT.matcher(shown).replaceAll("").strip();
    }

    private static List<Integer> path(GenericDescriptor element) {
        if (element instanceof Descriptor message) {
            return within(message.getContainingType(), FILE_MESSAGES, MESSAGE_MESSAGES, message.getIndex());
        } else if (element instanceof EnumDescriptor type) {
            return within(type.getContainingType(), FILE_ENUMS, MESSAGE_ENUMS, type.getIndex());
        } else if (element instanceof FieldDescriptor field && !field.isExtension()) {
            return longer(path(field.getContainingType()), MESSAGE_FIELDS, field.getIndex());
        } else if (element instanceof EnumValueDescriptor value) {
            return longer(path(value.getType()), ENUM_VALUES, value.getIndex());
        } else if (element instanceof ServiceDescriptor service) {
            return List.of(FILE_SERVICES, service.getIndex());
        } else if (element instanceof MethodDescriptor method) {
            return longer(path(method.getService()), SERVICE_METHODS, method.getIndex());
        }
        throw new IllegalArgumentException("element: " + element.getFullName()
                + " (expected: a message, field, enum, enum value, service or rpc)");
    }

    private static List<Integer> within(@Nullable Descriptor parent, int inFile, int inMessage, int index) {
        return parent == null ? List.of(inFile, index) : longer(path(parent), inMessage, index);
    }

    private static List<Integer> longer(List<Integer> path, int number, int index) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(number);
        longer.add(index);
        return longer;
    }
}
