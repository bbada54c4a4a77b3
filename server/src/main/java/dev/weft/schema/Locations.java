package dev.weft.schema;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the elements of one file stand in its source: {@code SourceCodeInfo}, by path. */
final class Locations {
    private static final int NAME = 1;

    private static final int FILE_MESSAGES = 4;
    private static final int FILE_SERVICES = 6;
    private static final int FILE_EXTENSIONS = 7;
    private static final int MESSAGE_FIELDS = 2;
    private static final int MESSAGE_MESSAGES = 3;
    private static final int MESSAGE_EXTENSIONS = 6;
    private static final int SERVICE_METHODS = 2;
    private static final int FIELD_OPTIONS = 8;
    private static final int METHOD_OPTIONS = 4;

    private final String file;
    private final Map<List<Integer>, Position> positions = new HashMap<>();

    Locations(FileDescriptor file) {
        this.file = file.getName();
        for (Location location : file.toProto().getSourceCodeInfo().getLocationList()) {
            positions.put(
                    location.getPathList(), new Position(this.file, location.getSpan(0) + 1, location.getSpan(1) + 1));
        }
    }

    /** Where {@code spot} stands: its innermost part that the file has a position for. */
    Located locate(Spot spot) {
        List<Integer> path = path(spot.element());
        if (!spot.option().isEmpty()) {
            List<Integer> inner = new ArrayList<>(path);
            inner.add(spot.element() instanceof FieldDescriptor ? FIELD_OPTIONS : METHOD_OPTIONS);
            for (Spot.Step step : spot.option()) {
                inner.add(step.number());
                if (step.index() != Spot.Step.SINGULAR) {
                    inner.add(step.index());
                }
            }
            for (int length = inner.size(); length > path.size() + 1; length--) {
                Position position = positions.get(inner.subList(0, length));
                if (position != null) {
                    return new Located(position, Located.What.STATEMENT, covered(spot, length - path.size() - 1));
                }
            }
        }
        path.add(NAME);
        Position position = positions.get(path);
        return position == null
                ? new Located(new Position(file, 1, 1), Located.What.NOTHING, 0)
                : new Located(position, Located.What.ELEMENT, 0);
    }

    /** How many steps of the option the first {@code numbers} numbers of its path are. */
    private static int covered(Spot spot, int numbers) {
        int steps = 0;
        int rest = numbers;
        for (Spot.Step step : spot.option()) {
            rest -= step.index() == Spot.Step.SINGULAR ? 1 : 2;
            if (rest < 0) {
                break;
            }
            steps++;
        }
        return steps;
    }

    private static List<Integer> path(GenericDescriptor element) {
        List<Integer> reversed = new ArrayList<>();
        if (element instanceof MethodDescriptor method) {
            Collections.addAll(
                    reversed,
                    method.getIndex(),
                    SERVICE_METHODS,
                    method.getService().getIndex(),
                    FILE_SERVICES);
        } else if (element instanceof FieldDescriptor field) {
            reversed.add(field.getIndex());
            Descriptor scope = field.isExtension() ? field.getExtensionScope() : field.getContainingType();
            if (scope == null) {
                reversed.add(FILE_EXTENSIONS);
            } else {
                reversed.add(field.isExtension() ? MESSAGE_EXTENSIONS : MESSAGE_FIELDS);
                for (Descriptor at = scope; at != null; at = at.getContainingType()) {
                    reversed.add(at.getIndex());
                    reversed.add(at.getContainingType() == null ? FILE_MESSAGES : MESSAGE_MESSAGES);
                }
            }
        } else {
            throw new IllegalArgumentException("element: " + element.getFullName() + " (expected: an rpc or a field)");
        }
        Collections.reverse(reversed);
        return reversed;
    }
}
