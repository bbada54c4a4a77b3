package dev.weft.expression;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a list by their keys, for formulas to look up. A formula that looks up a key that is not there has no value. Immutable,
 * safe for use by many threads.
 */
public final class Keyed {
    private final Map<Object, Object> elements;

    private Keyed(Map<Object, Object> elements) {
        this.elements = elements;
    }

    /**
     * The elements of a list in {@code message}; of those with equal keys the first.
     *
     * @param list the fields from the message to the list
     * @param key the fields from an element to its key
     */
    public static Keyed elements(Message message, List<FieldDescriptor> list, List<FieldDescriptor> key) {
        Map<Object, Object> elements = new HashMap<>();
        for (Object element : (List<?>) follow(message, list)) {
            elements.putIfAbsent(CelValue.of(key.get(key.size() - 1), follow((Message) element, key)), element);
        }
        return new Keyed(elements);
    }

    private static Object follow(Message message, List<FieldDescriptor> path) {
        Object at = message;
        for (FieldDescriptor field : path) {
            at = ((Message) at).getField(field);
        }
        return at;
    }

    /** The elements as a map that one evaluation reads. */
    Lookups lookups() {
        return new Lookups(elements);
    }

    /** A map that remembers whether a key was not there. */
    static final class Lookups extends AbstractMap<Object, Object> {
        private final Map<Object, Object> elements;
        private boolean missed;

        private Lookups(Map<Object, Object> elements) {
            this.elements = elements;
        }

        boolean hasMissed() {
            return missed;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            boolean there = elements.containsKey(key);
            missed |= !there;
            return there;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            Object element = elements.get(key);
            missed |= element == null;
            return element;
        }

        @Override
        public Set<Map.Entry<Object, Object>> entrySet() {
            return elements.entrySet();
        }
    }
}
