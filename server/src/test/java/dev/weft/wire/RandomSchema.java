package dev.weft.wire;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.RandomFile.Syntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random source types, random target types derived from them, and the mapping from one to the other. Each source
 * message has two targets, so that one type is projected in different ways in one page.
 */
final class RandomSchema {
    private static final List<FieldDescriptorProto.Type> KEYS = List.of(
            FieldDescriptorProto.Type.TYPE_INT32,
            FieldDescriptorProto.Type.TYPE_STRING,
            FieldDescriptorProto.Type.TYPE_BOOL,
            FieldDescriptorProto.Type.TYPE_SINT32,
            FieldDescriptorProto.Type.TYPE_FIXED64,
            FieldDescriptorProto.Type.TYPE_UINT32);
    private static final int VARIANTS = 2;

    private final Random random;
    private final Hits hits;
    private final boolean groups;
    private List<Planned> plan = List.of();
    private RandomFile targetFile;

    final Mapping mapping;
    /** Another of the same source. */
    final Mapping other;

    final Descriptor source;
    final Descriptor target;
    final Descriptor otherTarget;

    private record Planned(
            int message, int variant, List<FieldDescriptor> path, int field, int element, Defaults defaults) {}

    /** With {@code groups}, the source types declare fields that are groups; they are not copied. */
    RandomSchema(Random random, Hits hits, boolean groups, boolean identity) {
        this.random = random;
        this.hits = hits;
        this.groups = groups;
        Syntax from = Syntax.values()[random.nextInt(3)];
        Syntax to = Syntax.values()[random.nextInt(3)];
        hits.hit(Case.values()[Case.PROTO2_SOURCE.ordinal() + from.ordinal()]);
        List<Integer> numbers = enumNumbers(from != Syntax.PROTO3 && to != Syntax.PROTO3);
        FileDescriptor sourceFile = sourceFile(new RandomFile(random, "s", "Color", from, numbers));
        source = sourceFile.getMessageTypes().get(0);
        if (identity) {
            hits.hit(Case.IDENTITY);
            target = source;
            mapping = Mapping.identity(source);
            other = new Mapping(source);
            otherTarget = source;
            targetFile = new RandomFile(random, "t", "Shade", to, numbers);
        } else {
            hits.hit(Case.values()[Case.PROTO2_TARGET.ordinal() + to.ordinal()]);
            targetFile = new RandomFile(random, "t", "Shade", to, numbers);
            FileDescriptor built = targetFile(sourceFile);
            target = built.getMessageTypes().get(0);
            otherTarget = built.getMessageTypes().get(1);
            List<Mapping> mappings = mappings(sourceFile, built);
            mapping = mappings.get(0);
            other = mappings.get(1);
        }
    }

    private List<Integer> enumNumbers(boolean mayStartElsewhere) {
        List<Integer> numbers = new ArrayList<>(List.of(0, 1, 2, -1, 1000, -5));
        if (mayStartElsewhere && random.nextBoolean()) {
            numbers.set(0, 2);
            numbers.set(2, 0);
        }
        return numbers;
    }

    private FileDescriptor sourceFile(RandomFile file) {
        int messages = 1 + random.nextInt(3);
        for (int i = 0; i < messages; i++) {
            DescriptorProto.Builder message = file.addMessage("M" + i);
            int oneofs = random.nextInt(3);
            for (int o = 0; o < oneofs; o++) {
                message.addOneofDeclBuilder().setName("choice" + o);
                addSourceField(file, message, messages, o);
                addSourceField(file, message, messages, o);
            }
            int fields = random.nextInt(60) == 0 ? 200 : 1 + random.nextInt(9);
            hits.hitIf(fields == 200, Case.MORE_THAN_64_SINGULAR_FIELDS);
            for (int f = 0; f < fields; f++) {
                addSourceField(
                        file, message, messages, oneofs == 0 || random.nextInt(3) > 0 ? -1 : random.nextInt(oneofs));
            }
        }
        return file.build();
    }

    private void addSourceField(RandomFile file, DescriptorProto.Builder message, int messages, int oneof) {
        boolean repeated = oneof < 0 && random.nextInt(3) == 0;
        FieldDescriptorProto.Type type = RandomFile.SCALARS.get(random.nextInt(RandomFile.SCALARS.size()));
        String typeName = "";
        int kind = random.nextInt(10);
        if (kind < 3) {
            type = FieldDescriptorProto.Type.TYPE_MESSAGE;
            typeName = "M" + random.nextInt(messages);
        } else if (kind == 3) {
            type = FieldDescriptorProto.Type.TYPE_ENUM;
            typeName = "Color";
        } else if (kind == 4 && groups && file.syntax != Syntax.PROTO3) {
            type = FieldDescriptorProto.Type.TYPE_GROUP;
            typeName = "M" + random.nextInt(messages);
        }
        if (oneof < 0 && random.nextInt(6) == 0 && type != FieldDescriptorProto.Type.TYPE_GROUP) {
            file.addMap(message, KEYS.get(random.nextInt(KEYS.size())), type, typeName);
        } else {
            file.addField(message, type, typeName, repeated, oneof);
        }
    }

    private FileDescriptor targetFile(FileDescriptor sourceFile) {
        plan = new ArrayList<>();
        List<Descriptor> messages = sourceFile.getMessageTypes();
        for (int i = 0; i < messages.size(); i++) {
            for (int v = 0; v < VARIANTS; v++) {
                new Target(messages, i, v).add();
            }
        }
        return targetFile.build();
    }

    /** One target message while it is planned. */
    private final class Target {
        private final List<Descriptor> messages;
        private final int index;
        private final int variant;
        private final DescriptorProto.Builder message;
        private final Map<OneofDescriptor, Integer> oneofs = new HashMap<>();

        Target(List<Descriptor> messages, int index, int variant) {
            this.messages = messages;
            this.index = index;
            this.variant = variant;
            this.message = targetFile.addMessage("T" + index + "V" + variant);
        }

        void add() {
            for (FieldDescriptor field : messages.get(index).getFields()) {
                if (random.nextInt(10) < 7) {
                    plan(List.of(field), true);
                    if (random.nextInt(8) == 0) {
                        hits.hit(Case.FIELD_USED_TWICE);
                        plan(List.of(field), false);
                    }
                }
            }
            for (int paths = random.nextInt(3); paths > 0; paths--) {
                addPath();
            }
            if (variant == 0 && random.nextInt(6) == 0) {
                hits.hit(Case.MESSAGE_INTO_ITSELF);
                addField(List.of(), FieldDescriptorProto.Type.TYPE_MESSAGE, typeName(index, 1), false, -1, 1);
            }
            if (random.nextInt(8) == 0) {
                hits.hit(Case.CONSTANT);
                addField(List.of(), FieldDescriptorProto.Type.TYPE_INT32, "", false, -1, -1);
            }
        }

        private void addPath() {
            List<FieldDescriptor> path = new ArrayList<>();
            Descriptor at = messages.get(index);
            for (int steps = 1 + random.nextInt(2); steps > 0; steps--) {
                List<FieldDescriptor> ways = at.getFields().stream()
                        .filter(field -> field.getType() == Type.MESSAGE && !field.isRepeated())
                        .toList();
                if (ways.isEmpty()) {
                    break;
                }
                path.add(ways.get(random.nextInt(ways.size())));
                at = path.get(path.size() - 1).getMessageType();
            }
            if (!path.isEmpty()) {
                path.add(at.getFields().get(random.nextInt(at.getFields().size())));
                hits.hit(path.size() == 2 ? Case.PATH_OF_TWO : Case.PATH_OF_THREE);
                plan(path, false);
            }
        }

        private void plan(List<FieldDescriptor> path, boolean oneofAllowed) {
            FieldDescriptor leaf = path.get(path.size() - 1);
            if (leaf.getType() == Type.GROUP) {
                return;
            }
            int element = random.nextInt(VARIANTS);
            FieldDescriptor content = leaf.isMapField() ? Mapping.value(leaf) : leaf;
            FieldDescriptorProto.Type type = widened(content.getType().toProto());
            String typeName = content.getType() == Type.ENUM ? "Shade" : "";
            if (content.getType() == Type.MESSAGE) {
                hits.hitIf(messages.indexOf(content.getMessageType()) <= index, Case.RECURSIVE_TYPE);
                typeName = typeName(messages.indexOf(content.getMessageType()), element);
            }
            if (leaf.isMapField()) {
                plan.add(new Planned(index, variant, path, message.getFieldCount(), element, defaults()));
                targetFile.addMap(message, widened(Mapping.key(leaf).getType().toProto()), type, typeName);
            } else {
                addField(path, type, typeName, leaf.isRepeated(), oneofAllowed ? oneof(leaf) : -1, element);
            }
        }

        private void addField(
                List<FieldDescriptor> path,
                FieldDescriptorProto.Type type,
                String typeName,
                boolean repeated,
                int oneof,
                int element) {
            plan.add(new Planned(index, variant, path, message.getFieldCount(), element, defaults()));
            FieldDescriptorProto.Builder field = targetFile.addField(message, type, typeName, repeated, oneof);
            hits.hitIf(field.getNumber() > 255, Case.HIGH_FIELD_NUMBER);
        }

        private int oneof(FieldDescriptor leaf) {
            OneofDescriptor from = leaf.getRealContainingOneof();
            if (from == null) {
                return -1;
            }
            int to = oneofs.computeIfAbsent(from, absent -> {
                if (random.nextBoolean()) {
                    return -1;
                }
                message.addOneofDeclBuilder().setName("choice" + message.getOneofDeclCount());
                return message.getOneofDeclCount() - 1;
            });
            hits.hit(to < 0 ? Case.ONEOF_INTO_FIELDS : Case.ONEOF_INTO_ONEOF);
            return to;
        }
    }

    private Defaults defaults() {
        boolean dropped = random.nextInt(8) == 0;
        hits.hitIf(dropped, Case.DEFAULTS_DROPPED);
        return dropped ? Defaults.DROPPED : Defaults.AS_DECLARED;
    }

    private static String typeName(int message, int variant) {
        return "T" + message + "V" + variant;
    }

    private FieldDescriptorProto.Type widened(FieldDescriptorProto.Type type) {
        FieldDescriptorProto.Type wide = switch (type) {
            case TYPE_INT32 -> FieldDescriptorProto.Type.TYPE_INT64;
            case TYPE_UINT32 -> FieldDescriptorProto.Type.TYPE_UINT64;
            case TYPE_SINT32 -> FieldDescriptorProto.Type.TYPE_SINT64;
            case TYPE_FLOAT -> FieldDescriptorProto.Type.TYPE_DOUBLE;
            default -> type;
        };
        boolean widens = wide != type && random.nextBoolean();
        hits.hitIf(widens, Case.WIDENED);
        return widens ? wide : type;
    }

    private List<Mapping> mappings(FileDescriptor sourceFile, FileDescriptor built) {
        List<Mapping> mappings = new ArrayList<>();
        for (Descriptor message : sourceFile.getMessageTypes()) {
            for (int v = 0; v < VARIANTS; v++) {
                mappings.add(new Mapping(message));
            }
        }
        for (Planned rule : plan) {
            addRule(built, mappings, rule);
        }
        return mappings;
    }

    private void addRule(FileDescriptor built, List<Mapping> mappings, Planned rule) {
        int index = rule.message() * VARIANTS + rule.variant();
        FieldDescriptor to = built.getMessageTypes().get(index).getFields().get(rule.field());
        Mapping from = mappings.get(index);
        if (rule.path().isEmpty() && rule.element() < 0) {
            from.constant(Constants.encode(to, 1 + random.nextInt(1000)));
            return;
        }
        FieldDescriptor content = to.isMapField() ? Mapping.value(to) : to;
        if (content.getType() != Type.MESSAGE) {
            countPresenceAndEnums(rule.path().get(rule.path().size() - 1), to);
            from.copy(rule.path(), to, rule.defaults());
            return;
        }
        int element = built.getMessageTypes().indexOf(content.getMessageType());
        from.project(rule.path(), to, mappings.get(element), rule.defaults());
    }

    private void countPresenceAndEnums(FieldDescriptor from, FieldDescriptor to) {
        hits.hitIf(from.hasPresence() && !to.hasPresence() && !to.isRepeated(), Case.PRESENCE_INTO_NONE);
        if (from.getType() == Type.ENUM) {
            boolean closedFrom = from.legacyEnumFieldTreatedAsClosed();
            boolean closedTo = to.legacyEnumFieldTreatedAsClosed();
            hits.hitIf(closedFrom && !closedTo, Case.CLOSED_ENUM_INTO_OPEN);
            hits.hitIf(!closedFrom && closedTo, Case.OPEN_ENUM_INTO_CLOSED);
        }
    }
}
