package dev.weft.expression;

import dev.weft.expression.Expression.Literal;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the expressions that Weft runs: a field path, a literal, or {@code path.?field.orValue(literal)}. All are CEL (its
 * language definition, "Syntax"); the rest of CEL is rejected where it begins.
 */
public final class ExpressionParser {
    private static final String SUPPORTED = "a field path, a literal or path.?field.orValue(literal)";

    private final String text;
    private int at;

    private ExpressionParser(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Reads the expression from {@code start} to the end of {@code text}. */
    public static Expression parse(String text, int start) throws ExpressionException {
        return new ExpressionParser(text, start).expression();
    }

    /** What a bind or a fill says: which field is filled, and by what; by nothing when there is no {@code =}. */
    public record Assignment(List<Step> target, Optional<Expression> expression) {}

    /** Reads {@code target = expression}, or a target alone. */
    public static Assignment assignment(String text) throws ExpressionException {
        return new ExpressionParser(text, 0).assignment();
    }

    private Assignment assignment() throws ExpressionException {
        List<Step> target = new ArrayList<>();
        skipSpace();
        do {
            skipSpace();
            target.add(step("a field of the message that is filled"));
            skipSpace();
        } while (take('.'));
        if (at == text.length()) {
            return new Assignment(target, Optional.empty());
        }
        if (!take('=') || peek() == '=') {
            throw new ExpressionException(at, unexpected(), "\"field = expression\", or a field alone");
        }
        return new Assignment(target, Optional.of(expression()));
    }

    private Expression expression() throws ExpressionException {
        skipSpace();
        int start = at;
        if (at == text.length()) {
            throw new ExpressionException(at, "an expression is missing", SUPPORTED);
        }
        Expression expression = LiteralLexer.startsLiteral(text, at) ? literal() : path(start);
        skipSpace();
        if (at < text.length()) {
            throw new ExpressionException(at, found() + " is not supported", SUPPORTED);
        }
        return expression;
    }

    private Literal literal() throws ExpressionException {
        LiteralLexer lexer = new LiteralLexer(text, at);
        Literal literal = lexer.literal();
        at = lexer.end();
        return literal;
    }

    private Path path(int start) throws ExpressionException {
        String root = identifier();
        if (root.isEmpty()) {
            throw new ExpressionException(at, found() + " is not supported", SUPPORTED);
        }
        rejectCall(start, root);
        List<Step> steps = new ArrayList<>();
        Optional<Literal> otherwise = Optional.empty();
        int optional = -1;
        for (skipSpace(); otherwise.isEmpty() && peek() == '.'; skipSpace()) {
            at++;
            skipSpace();
            int mark = at;
            boolean marked = take('?');
            if (marked && optional < 0) {
                optional = mark;
            }
            skipSpace();
            Step step = step("a field");
            if (!marked && step.field().equals("orValue") && startsArguments()) {
                otherwise = Optional.of(orValue(step, optional));
            } else {
                rejectCall(step.offset(), step.field());
                steps.add(step);
            }
        }
        if (optional >= 0 && otherwise.isEmpty()) {
            throw new ExpressionException(optional, "\".?\" without \".orValue(literal)\"", SUPPORTED);
        }
        return new Path(root, start, steps, otherwise, text.substring(start, at).strip());
    }

    private Literal orValue(Step step, int optional) throws ExpressionException {
        if (optional < 0) {
            throw new ExpressionException(step.offset(), "orValue after a path without \".?\"", SUPPORTED);
        }
        skipSpace();
        at++;
        skipSpace();
        if (at == text.length() || !LiteralLexer.startsLiteral(text, at)) {
            throw new ExpressionException(at, found() + " is not supported as what orValue falls back to", "a literal");
        }
        Literal literal = literal();
        skipSpace();
        if (!take(')')) {
            throw new ExpressionException(at, unexpected(), "\")\"");
        }
        return literal;
    }

    private Step step(String what) throws ExpressionException {
        int start = at;
        String name = identifier();
        if (name.isEmpty()) {
            throw new ExpressionException(start, unexpected(), what);
        }
        return new Step(name, start);
    }

    private void rejectCall(int offset, String name) throws ExpressionException {
        if (startsArguments()) {
            throw new ExpressionException(offset, "the function " + name + "() is not supported", SUPPORTED);
        }
    }

    private boolean startsArguments() {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == '(';
    }

    private String identifier() {
        int start = at;
        while (at < text.length() && Identifiers.isPart(text.charAt(at), at == start)) {
            at++;
        }
        return text.substring(start, at);
    }

    private String unexpected() {
        return "unexpected " + found();
    }

    private String found() {
        return at == text.length() ? "end" : "\"" + text.substring(at, text.offsetByCodePoints(at, 1)) + "\"";
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char wanted) {
        boolean there = peek() == wanted && at < text.length();
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
