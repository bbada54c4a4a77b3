package dev.weft.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.weft.expression.FormulaException.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what cel-java finds wrong in the words that Weft uses. */
final class Issues {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern NO_FIELD = Pattern.compile("undefined field '([^']*)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '(.*?)'(?: \\(candidates: .*)?");
    private static final Pattern MEMBER = Pattern.compile("(.+)\\.(\\(.*\\))");
    private static final Pattern SYNTAX =
            Pattern.compile("Syntax error|no viable alternative|mismatched|extraneous|missing|token recognition");
    private static final Map<String, String> OPERATORS =
            Map.of("_?_:_", "?:", "_[_]", "[]", "!_", "!", "-_", "-", "@in", "in", "_?._", ".?");

    private Issues() {}

    /** The problems in {@code text}, those that follow from an unknown name left out. */
    static List<Problem> problems(CelValidationResult result, String text) {
        List<Problem> all = result.getErrors().stream()
                .map(issue -> problem(issue, result, text))
                .toList();
        List<Problem> unknown =
                all.stream().filter(problem -> problem.unknown().isPresent()).toList();
        return unknown.isEmpty() ? all : unknown;
    }

    private static Problem problem(CelIssue issue, CelValidationResult result, String text) {
        int offset = result.getSource()
                .getLocationOffset(issue.getSourceLocation())
                .map(it -> text.offsetByCodePoints(0, Math.min(it, text.codePointCount(0, text.length()))))
                .orElse(0);
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            return unknown(undeclared.group(1), offset, text);
        }
        Matcher field = NO_FIELD.matcher(issue.getMessage());
        if (field.matches()) {
            int name = Math.max(offset, text.indexOf(field.group(1), offset));
            return new Problem(name, "there is no field \"" + field.group(1) + "\" in what stands before it");
        }
        Matcher overload = NO_OVERLOAD.matcher(issue.getMessage());
        if (overload.matches()) {
            return misapplied(overload.group(1), overload.group(2), offset);
        }
        return new Problem(offset, syntax(issue.getMessage()));
    }

    private static Problem unknown(String name, int offset, String text) {
        if (offset < text.length() && text.charAt(offset) == '(') {
            int start = Math.max(0, text.lastIndexOf(name, offset));
            return new Problem(start, "the function " + name + "() is unknown (expected: one of CEL's or of Weft's)");
        }
        return new Problem(offset, "\"" + name + "\" is unknown", Optional.of(name));
    }

    private static Problem misapplied(String function, String types, int offset) {
        String operator = OPERATORS.getOrDefault(function, function.replaceAll("^_(.+)_$", "$1"));
        boolean symbol = !operator.matches("\\w+") || operator.equals("in");
        String what = symbol ? "\"" + operator + "\"" : "the function " + operator + "()";
        Matcher member = MEMBER.matcher(types.replace("optional_type(", "optional("));
        String taken = member.matches() ? member.group(2) + " of a " + member.group(1) : types;
        return new Problem(
                offset,
                what + " does not take " + taken
                        + " (expected: types that go together; conversions such as double(x) and string(x) change them)");
    }

    /** What the parser says, without the list of all that it would have taken; what the checker says as it is. */
    private static String syntax(String message) {
        if (!SYNTAX.matcher(message).lookingAt()) {
            return message;
        }
        return message.replaceFirst("(?s) expecting .*", "").replaceFirst("^Syntax error: |^", "syntax: ");
    }

    static String name(CelType type) {
        return CelTypes.format(type);
    }
}
