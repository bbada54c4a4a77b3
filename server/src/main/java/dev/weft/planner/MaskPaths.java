package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.plan.Narrowing.Asked;
import dev.weft.plan.ReadMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the paths of a client's mask against the type of the answer (google/protobuf/field_mask.proto, AIP-157, AIP-161). A path goes into the
 * elements of a list, with or without a {@code *} for them, and with a {@code *} into the values of a map. All that a client
 * can make it do is bounded. For one mask.
 */
final class MaskPaths {
    private static final String ALL = "*";
    private static final int LONGEST_PATH = 1000;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_FIELDS = 1000;
    private static final int MOST_PROBLEMS = 8;

    private final Descriptor answer;
    private final Node root = new Node();
    private int nodes;

    private MaskPaths(Descriptor answer) {
        this.answer = answer;
    }

    /** What {@code paths} ask for of a message of type {@code answer}. */
    static Asked read(List<String> paths, Descriptor answer) {
        MaskPaths mask = new MaskPaths(answer);
        List<String> problems = new ArrayList<>();
        for (String path : paths) {
            try {
                mask.add(path);
            } catch (NonsenseException e) {
                problems.add(e.problem);
            }
            if (problems.size() == MOST_PROBLEMS || mask.nodes > MOST_FIELDS) {
                break;
            }
        }
        if (mask.nodes > MOST_FIELDS) {
            problems.add("the mask names too many fields (expected: at most " + MOST_FIELDS + ")");
        }
        return problems.isEmpty() ? new Asked.Fields(mask.root.mask()) : new Asked.Nonsense(problems);
    }

    private void add(String path) throws NonsenseException {
        if (path.length() > LONGEST_PATH) {
            throw new NonsenseException(
                    "a path is " + path.length() + " characters long (expected: at most " + LONGEST_PATH + ")");
        }
        Node at = root;
        for (FieldDescriptor field : path.equals(ALL) ? List.<FieldDescriptor>of() : resolve(path)) {
            at = at.fields.computeIfAbsent(field.getName(), name -> new Node());
            nodes++;
        }
        at.whole = true;
    }

    private List<FieldDescriptor> resolve(String path) throws NonsenseException {
        List<FieldDescriptor> fields = new ArrayList<>();
        String[] steps = path.split("\\.", -1);
        FieldDescriptor before = null;
        for (int i = 0; i < steps.length; i++) {
            if (before != null && steps[i].equals(ALL)) {
                checkElements(path, steps, i, before);
            } else {
                boolean elements = i > 0 && steps[i - 1].equals(ALL);
                before = field(path, steps[i], before == null ? answer : inside(path, before, elements));
                fields.add(before);
            }
        }
        return fields;
    }

    /** A {@code *} stands for the elements of a list or map, or at the end for all of a message. */
    private static void checkElements(String path, String[] steps, int at, FieldDescriptor before)
            throws NonsenseException {
        boolean last = at == steps.length - 1;
        boolean fits = before.isRepeated() || (last && Types.isMessage(before) && !isWhole(before.getMessageType()));
        if (!fits || steps[at - 1].equals(ALL)) {
            throw new NonsenseException(quoted(path) + ": a \"*\" has no meaning after " + Types.name(before)
                    + (before.isRepeated() ? ".*" : ", which is " + Types.describe(before))
                    + " (expected: \"*\" for the elements of a list or map, once)");
        }
    }

    /** The type of the messages that the path goes into. */
    private static Descriptor inside(String path, FieldDescriptor field, boolean elements) throws NonsenseException {
        FieldDescriptor content = field.isMapField() ? Types.value(field) : field;
        if (!Types.isMessage(content) || isWhole(content.getMessageType())) {
            throw new NonsenseException(quoted(path) + ": " + Types.name(field) + " is " + Types.describe(field)
                    + ": a mask does not go into it (expected: " + field.getName() + " as a whole)");
        }
        if (field.isMapField() && !elements) {
            throw new NonsenseException(quoted(path) + ": " + Types.name(field) + " is " + Types.describe(field)
                    + ", and its keys cannot be chosen (expected: " + field.getName()
                    + ".* and a field of the values)");
        }
        return content.getMessageType();
    }

    /** A message of protobuf's own is one value: in JSON it has no fields. */
    private static boolean isWhole(Descriptor type) {
        return Types.isWellKnown(type);
    }

    private static FieldDescriptor field(String path, String name, Descriptor type) throws NonsenseException {
        FieldDescriptor field = type.findFieldByName(name);
        if (field == null) {
            String wrong = name.length() > LONGEST_NAME
                    ? " has no field of so long a name"
                    : " has no field " + Fields.missing(type, name);
            throw new NonsenseException(quoted(path) + ": " + type.getFullName() + wrong);
        }
        return field;
    }

    private static String quoted(String path) {
        return "\"" + (path.length() <= LONGEST_NAME ? path : path.substring(0, LONGEST_NAME) + "…") + "\"";
    }

    /** What is asked for of one message, while it is gathered. */
    private static final class Node {
        private final Map<String, Node> fields = new HashMap<>();
        private boolean whole;

        ReadMask mask() {
            return whole
                    ? ReadMask.EVERYTHING
                    : new ReadMask(fields.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, field -> field.getValue().mask())));
        }
    }

    /** A path asks for nothing that there is. */
    private static final class NonsenseException extends Exception {
        private static final long serialVersionUID = 1;

        private final String problem;

        NonsenseException(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }
}
