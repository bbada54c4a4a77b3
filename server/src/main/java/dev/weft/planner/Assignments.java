package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import dev.weft.expression.ExpressionException;
import dev.weft.expression.ExpressionParser;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What a call's {@code bind}s or a page's {@code fill}s say, as a tree of fields: of each, the expression that fills it as a
 * whole, or what fills the fields of its message.
 */
final class Assignments {
    private final String path;
    private final Optional<Expression> expression;
    private final Spot spot;
    private final Map<FieldDescriptor, Assignments> fields = new LinkedHashMap<>();

    private Assignments(String path, Optional<Expression> expression, Spot spot) {
        this.path = path;
        this.expression = expression;
        this.spot = spot;
    }

    /** Nothing about the fields of a message for which {@code spot} stands. */
    static Assignments none(Spot spot) {
        return new Assignments("", Optional.empty(), spot);
    }

    /** Whether a field that stands alone is filled from the request. */
    enum Alone {
        /** {@code user_id} means {@code user_id = request.user_id}. */
        FROM_REQUEST,
        /** It is an error. */
        REJECTED
    }

    /**
     * Reads assignments to fields of {@code type}. What is wrong with them is reported.
     *
     * @param spots where each text stands
     */
    static Assignments read(
            List<String> texts, Descriptor type, IntFunction<Spot> spots, Alone alone, Spot owner, Findings findings) {
        Assignments all = none(owner);
        for (int i = 0; i < texts.size(); i++) {
            Spot spot = spots.apply(i);
            try {
                ExpressionParser.Assignment read = ExpressionParser.assignment(texts.get(i));
                Expression expression = expression(read, texts.get(i), alone);
                target(read.target(), type, spot, findings)
                        .ifPresent(target -> all.add(target, read.target(), expression, spot, findings));
            } catch (ExpressionException e) {
                findings.error(spot.at(e.offset()), e.text(texts.get(i)));
            }
        }
        return all;
    }

    private static Expression expression(ExpressionParser.Assignment read, String text, Alone alone)
            throws ExpressionException {
        if (read.expression().isPresent()) {
            return read.expression().get();
        }
        if (alone == Alone.REJECTED) {
            throw new ExpressionException(text.length(), "what fills the field is missing", "\"field = expression\"");
        }
        int offset = read.target().get(0).offset();
        Path path = new Path("request", offset, read.target(), Optional.empty(), "");
        return new Path(
                "request",
                offset,
                read.target(),
                Optional.empty(),
                path.prefix(read.target().size()));
    }

    private static Optional<List<FieldDescriptor>> target(
            List<Step> steps, Descriptor root, Spot spot, Findings findings) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Descriptor type = root;
        for (Step step : steps) {
            if (!fields.isEmpty()) {
                FieldDescriptor before = fields.get(fields.size() - 1);
                if (!Types.isSingularMessage(before)) {
                    findings.error(
                            spot.at(step.offset()),
                            before.getName() + " is " + Types.describe(before)
                                    + ": its inside cannot be filled (expected: a path " + "through single messages)");
                    return Optional.empty();
                }
                type = before.getMessageType();
            }
            Optional<FieldDescriptor> field = Fields.find(type, step, type.getFullName(), spot, findings);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(fields);
    }

    private void add(
            List<FieldDescriptor> target, List<Step> steps, Expression expression, Spot spot, Findings findings) {
        Assignments at = this;
        for (int i = 0; i < target.size(); i++) {
            boolean last = i == target.size() - 1;
            String name = at.path.isEmpty()
                    ? target.get(i).getName()
                    : at.path + "." + target.get(i).getName();
            Assignments there = at.fields.get(target.get(i));
            if (there != null && (last || there.expression.isPresent())) {
                findings.error(
                        spot.at(steps.get(i).offset()),
                        there.path + " is filled twice: " + there.spot.path()
                                + " fills it too (expected: one of them)");
                return;
            }
            if (there == null) {
                there = new Assignments(name, last ? Optional.of(expression) : Optional.empty(), spot);
                at.fields.put(target.get(i), there);
            }
            at = there;
        }
    }

    /** What fills the field as a whole. */
    Optional<Expression> expression() {
        return expression;
    }

    /** Where that is written, or the first that fills something inside. */
    Spot spot() {
        return spot;
    }

    /** The fields of the message that something is said of. */
    Map<FieldDescriptor, Assignments> fields() {
        return fields;
    }

    /** What is said of a field of the message. */
    Optional<Assignments> of(FieldDescriptor field) {
        return Optional.ofNullable(fields.get(field));
    }
}
