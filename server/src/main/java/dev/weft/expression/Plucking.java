package dev.weft.expression;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.wire.Mapping;
import dev.weft.wire.Pluck;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code list.map(x, x.path)}, by copying bytes: its input is what {@link #read} reads, serialized. */
public final class Plucking implements Formula {
    private final String text;
    private final Descriptor root;
    private final List<FieldDescriptor> list;
    private final List<FieldDescriptor> leaf;
    private final FieldDescriptor elements;
    private final FieldDescriptor values;
    private final Pluck pluck;

    /**
     * @param root the message that the list is in
     * @param list the fields to the list
     * @param leaf the fields from an element to the one that is wanted
     * @param elements a repeated field, the only one of its message, of messages with one field for what is wanted
     * @param values the same, for what is wanted itself
     */
    public Plucking(
            String text,
            Descriptor root,
            List<FieldDescriptor> list,
            List<FieldDescriptor> leaf,
            FieldDescriptor elements,
            FieldDescriptor values) {
        this.text = text;
        this.root = root;
        this.list = List.copyOf(list);
        this.leaf = List.copyOf(leaf);
        this.elements = elements;
        this.values = values;
        this.pluck = Pluck.of(values);
    }

    /** What is read of the message that the list is in. */
    public Mapping read() {
        return Pluck.read(new Mapping(root), list, leaf, elements);
    }

    /** The fields to the list, from the message that it is in. */
    public List<FieldDescriptor> list() {
        return list;
    }

    /** The fields from an element to the one that is wanted. */
    public List<FieldDescriptor> leaf() {
        return leaf;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(Variable.message("list", root), false));
    }

    @Override
    public List<String> reads() {
        return List.of(Stream.concat(list.stream(), leaf.stream())
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(".", "list.", "")));
    }

    @Override
    public FieldDescriptor value() {
        return values;
    }

    @Override
    public boolean hasOtherwise() {
        return false;
    }

    @Override
    public Result evaluate(@Nullable Object[] given) {
        if (!(given[0] instanceof byte[] read)) {
            return new Result.None();
        }
        byte[] message = pluck.values(read);
        return new Result.Value(message, message);
    }
}
