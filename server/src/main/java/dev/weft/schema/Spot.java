package dev.weft.schema;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.weft.v1.PageProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something in a .proto file that a diagnostic can point at: an rpc, a field, or a place inside one of their options.
 *
 * @param element the rpc or field
 * @param option from the element's options to the place; empty for the element itself
 * @param offset the character within the string that stands there
 */
public record Spot(GenericDescriptor element, List<Step> option, int offset) {
    public Spot {
        option = List.copyOf(option);
    }

    /** The rpc or field itself. */
    public static Spot of(GenericDescriptor element) {
        return new Spot(element, List.of(), 0);
    }

    /** The {@code page} option of an rpc. */
    public static Spot page(MethodDescriptor method) {
        return of(method).in("page", PageProto.page.getNumber());
    }

    /** The {@code google.api.http} option of an rpc. */
    public static Spot http(MethodDescriptor method) {
        return of(method).in("google.api.http", AnnotationsProto.http.getNumber());
    }

    /** The {@code value} option of a field. */
    public static Spot value(FieldDescriptor field) {
        return of(field).in("value", PageProto.value.getNumber());
    }

    /** The {@code group} option of a field. */
    public static Spot group(FieldDescriptor field) {
        return of(field).in("group", PageProto.group.getNumber());
    }

    /** A field of the message that stands here. */
    public Spot in(String name, int number) {
        return in(name, number, Step.SINGULAR);
    }

    /** An element of a repeated field of the message that stands here. */
    public Spot in(String name, int number, int index) {
        List<Step> longer = new ArrayList<>(option);
        longer.add(new Step(name, number, index));
        return new Spot(element, longer, 0);
    }

    /** The character at {@code offset} of the string that stands here. */
    public Spot at(int offset) {
        return new Spot(element, option, offset);
    }

    /** The place inside the option: {@code call[2].bind[0]}, {@code value}; empty for the element itself, and for the whole {@code page}. */
    public String path() {
        StringBuilder text = new StringBuilder();
        for (Step step : option) {
            if (step.number() != PageProto.page.getNumber()) {
                text.append(text.isEmpty() ? "" : ".").append(step);
            }
        }
        return text.toString();
    }

    /**
     * One step into an option.
     *
     * @param name the field's name
     * @param number the field's number
     * @param index which element; {@link #SINGULAR} when the field is not repeated
     */
    public record Step(String name, int number, int index) {
        static final int SINGULAR = -1;

        /** What the step leads to in a message; null when it is not set. */
        @Nullable
        Object of(Message message) {
            for (Map.Entry<FieldDescriptor, Object> field :
                    message.getAllFields().entrySet()) {
                if (field.getKey().getNumber() == number) {
                    return index == SINGULAR ? field.getValue() : ((List<?>) field.getValue()).get(index);
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return index == SINGULAR ? name : name + "[" + index + "]";
        }
    }
}
