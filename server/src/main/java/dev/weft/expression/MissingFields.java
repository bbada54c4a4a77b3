package dev.weft.expression;

import com.google.protobuf.Descriptors.Descriptor;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.common.types.CelType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out of which messages an expression reads fields that they do not have: cel-java says only which fields. It is checked once
 * more with each of these reads taken for a value of any type; then the types of what stands before them are known. For one expression.
 */
final class MissingFields {
    private final CelAbstractSyntaxTree parsed;
    private final String container;
    private final Function<String, Optional<Descriptor>> messages;
    private final Map<Long, Long> owners = new HashMap<>();
    private final Map<Long, CelType> types = new HashMap<>();

    private MissingFields(
            CelAbstractSyntaxTree parsed, String container, Function<String, Optional<Descriptor>> messages) {
        this.parsed = parsed;
        this.container = container;
        this.messages = messages;
    }

    /**
     * Of an expression that did not check.
     *
     * @param checker checks an expression as this one was
     * @param missing the issues that say that a field is missing
     * @param messages finds types by their full names
     */
    static MissingFields of(
            CelAbstractSyntaxTree parsed,
            Function<CelAbstractSyntaxTree, CelValidationResult> checker,
            List<CelIssue> missing,
            String container,
            Function<String, Optional<Descriptor>> messages) {
        MissingFields fields = new MissingFields(parsed, container, messages);
        fields.check(checker, missing.stream().map(CelIssue::getExprId).collect(Collectors.toSet()));
        return fields;
    }

    private void check(Function<CelAbstractSyntaxTree, CelValidationResult> checker, Set<Long> reads) {
        CelMutableExpr whole = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
        List<CelMutableExpr> nodes = CelNavigableMutableExpr.fromExpr(whole)
                .allNodes()
                .map(CelNavigableMutableExpr::expr)
                .filter(node -> reads.contains(node.id()))
                .toList();
        for (CelMutableExpr node : nodes) {
            owner(node).ifPresent(owner -> {
                owners.put(node.id(), owner.id());
                node.setCall(CelMutableCall.create("dyn", owner));
            });
        }
        try {
            CelValidationResult result = checker.apply(CelAbstractSyntaxTree.newParsedAst(
                    CelMutableExprConverter.fromMutableExpr(whole), parsed.getSource()));
            if (!result.hasError()) {
                types.putAll(result.getAst().getTypeMap());
            }
        } catch (CelValidationException e) {
            // Something else is wrong too: then it is not known.
            types.clear();
        }
    }

    /** What a step reads of, be it written {@code .field} or {@code .?field}. */
    private static Optional<CelMutableExpr> owner(CelMutableExpr node) {
        if (node.getKind() == Kind.SELECT) {
            return Optional.of(node.select().operand());
        }
        boolean optional = node.getKind() == Kind.CALL && node.call().function().equals("_?._");
        return optional ? Optional.of(node.call().args().get(0)) : Optional.empty();
    }

    /** The message of which the issue says that it lacks a field; empty when that is not known. */
    Optional<Descriptor> message(CelIssue issue) {
        Long owner = owners.get(issue.getExprId());
        CelType type = owner == null ? null : types.get(owner);
        return type == null
                ? composed(issue.getExprId())
                : messages.apply(Shapes.plain(type).name());
    }

    /** Of a message that is written out, {@code Type{field: …}}. */
    private Optional<Descriptor> composed(long id) {
        return CelNavigableExpr.fromExpr(parsed.getExpr())
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(node -> node.getKind() == Kind.STRUCT)
                .map(CelExpr::struct)
                .filter(struct -> struct.entries().stream().anyMatch(entry -> entry.id() == id))
                .findFirst()
                .flatMap(struct -> named(struct.messageName()));
    }

    /** The type that a name means: it is looked for in the container first, and in the packages around it. */
    private Optional<Descriptor> named(String name) {
        for (String within = container; !within.isEmpty(); within = around(within)) {
            Optional<Descriptor> found = messages.apply(within + "." + name);
            if (found.isPresent()) {
                return found;
            }
        }
        return messages.apply(name);
    }

    private static String around(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
