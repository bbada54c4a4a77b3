package dev.weft.expression;

import dev.weft.expression.Expression.Computed;
import dev.weft.expression.Expression.Literal;
import dev.weft.expression.Expression.Mapped;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads expressions: a field path, a literal, {@code path.?field.orValue(literal)}, {@code list.map(x, x.path)}, which Weft runs by copying bytes; or anything
 * else, which is handed on as it is written. All are CEL (its language definition, "Syntax").
 */
public final class ExpressionParser {
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

    /** Reads the fields of a path that begins in a known message. */
    public static List<Step> path(String text) throws ExpressionException {
        ExpressionParser parser = new ExpressionParser(text, 0);
        List<Step> steps = parser.steps("a field");
        if (parser.at < text.length()) {
            throw new ExpressionException(parser.at, parser.unexpected(), "field.field");
        }
        return steps;
    }

    private Assignment assignment() throws ExpressionException {
        List<Step> target = steps("a field of the message that is filled");
        if (at == text.length()) {
            return new Assignment(target, Optional.empty());
        }
        if (!take('=') || peek() == '=') {
            throw new ExpressionException(at, unexpected(), "\"field = expression\", or a field alone");
        }
        return new Assignment(target, Optional.of(expression()));
    }

    private List<Step> steps(String what) throws ExpressionException {
        List<Step> steps = new ArrayList<>();
        do {
            skipSpace();
            steps.add(step(what));
            skipSpace();
        } while (take('.'));
        return steps;
    }

    private Expression expression() throws ExpressionException {
        skipSpace();
        int start = at;
        if (at == text.length()) {
            throw new ExpressionException(at, "an expression is missing", "a field path, a literal or CEL");
        }
        Optional<Expression> simple = LiteralLexer.startsLiteral(text, at) ? Optional.of(literal()) : pathOrMapped();
        skipSpace();
        return simple.isPresent() && at == text.length()
                ? simple.get()
                : new Computed(text.substring(start).stripTrailing(), start);
    }

    private Literal literal() throws ExpressionException {
        LiteralLexer lexer = new LiteralLexer(text, at);
        Literal literal = lexer.literal();
        at = lexer.end();
        return literal;
    }

    private Optional<Expression> pathOrMapped() {
        int start = at;
        Optional<Path> path = path();
        if (path.isPresent() && peek() == '(' && path.get().otherwise().isEmpty()) {
            return mapped(start, path.get());
        }
        return path.map(Expression.class::cast);
    }

    /** What stands in the parentheses behind {@code list.map}, when that is a field of the element. */
    private Optional<Expression> mapped(int start, Path path) {
        int last = path.steps().size() - 1;
        at++;
        skipSpace();
        String variable = identifier();
        skipSpace();
        if (last < 0 || !path.steps().get(last).field().equals("map") || variable.isEmpty() || !take(',')) {
            return Optional.empty();
        }
        skipSpace();
        Optional<Path> element = path();
        skipSpace();
        if (element.isEmpty()
                || !element.get().root().equals(variable)
                || element.get().otherwise().isPresent()
                || element.get().steps().isEmpty()
                || !take(')')) {
            return Optional.empty();
        }
        List<Step> steps = path.steps().subList(0, last);
        Path list = new Path(path.root(), start, steps, Optional.empty(), path.prefix(last));
        return Optional.of(new Mapped(
                list, variable, element.get().steps(), text.substring(start, at).strip()));
    }

    /** A path; empty when what stands here is more, or no path at all. */
    private Optional<Path> path() {
        int start = at;
        String root = identifier();
        List<Step> steps = new ArrayList<>();
        boolean optional = false;
        for (skipSpace(); peek() == '.'; skipSpace()) {
            at++;
            skipSpace();
            boolean marked = take('?');
            optional |= marked;
            skipSpace();
            int mark = at;
            String name = identifier();
            if (name.equals("orValue") && !marked && optional) {
                return orValue().map(otherwise -> path(root, start, steps, Optional.of(otherwise)));
            }
            if (name.isEmpty()) {
                return Optional.empty();
            }
            steps.add(new Step(name, mark));
        }
        return root.isEmpty() || optional ? Optional.empty() : Optional.of(path(root, start, steps, Optional.empty()));
    }

    private Path path(String root, int start, List<Step> steps, Optional<Literal> otherwise) {
        return new Path(root, start, steps, otherwise, text.substring(start, at).strip());
    }

    /** What stands in the parentheses, when that is a literal. */
    private Optional<Literal> orValue() {
        skipSpace();
        if (!take('(')) {
            return Optional.empty();
        }
        skipSpace();
        if (at == text.length() || !LiteralLexer.startsLiteral(text, at)) {
            return Optional.empty();
        }
        try {
            Literal literal = literal();
            skipSpace();
            return take(')') ? Optional.of(literal) : Optional.empty();
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }

    private Step step(String what) throws ExpressionException {
        int start = at;
        String name = identifier();
        if (name.isEmpty()) {
            throw new ExpressionException(start, unexpected(), what);
        }
        return new Step(name, start);
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
