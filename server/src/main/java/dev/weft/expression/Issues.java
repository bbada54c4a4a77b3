package dev.weft.expression;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.weft.expression.FormulaException.Problem;
import dev.weft.expression.FormulaException.Unknown;
import dev.weft.expression.FormulaException.Unknown.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what cel-java finds wrong in the words that Weft uses. */
final class Issues {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern NO_FIELD = Pattern.compile("undefined field '([^']*)'.*");
    private static final Pattern NO_RANGE =
            Pattern.compile("expression of type '(.+)' cannot be range of a comprehension .*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '(.*?)'(?: \\(candidates: .*)?");
    private static final Pattern MEMBER = Pattern.compile("(.+)\\.(\\(.*\\))");
    private static final Pattern SYNTAX =
            Pattern.compile("Syntax error|no viable alternative|mismatched|extraneous|missing|token recognition");
    private static final Map<String, String> OPERATORS =
            Map.of("_?_:_", "?:", "_[_]", "[]", "!_", "!", "-_", "-", "@in", "in", "_?._", ".?");

    private final CelValidationResult result;
    private final String text;
    private final List<String> functions;
    private final Function<List<CelIssue>, MissingFields> missing;

    private Issues(
            CelValidationResult result,
            String text,
            List<String> functions,
            Function<List<CelIssue>, MissingFields> missing) {
        this.result = result;
        this.text = text;
        this.functions = functions;
        this.missing = missing;
    }

    /** The problems in {@code text}, which is no expression. */
    static List<Problem> problems(CelValidationResult result, String text) {
        Issues issues = new Issues(result, text, List.of(), fields -> {
            throw new IllegalStateException("fields: " + fields + " (expected: none before it is checked)");
        });
        return issues.problems();
    }

    /**
     * The problems in {@code text}, those that follow from an unknown name left out.
     *
     * @param functions the names of all functions
     * @param missing finds out of which messages fields are missing
     */
    static List<Problem> problems(
            CelValidationResult result,
            String text,
            List<String> functions,
            Function<List<CelIssue>, MissingFields> missing) {
        return new Issues(result, text, functions, missing).problems();
    }

    private List<Problem> problems() {
        List<Problem> all = result.getErrors().stream().map(this::problem).toList();
        List<Problem> unknown = all.stream().filter(Issues::isUnknownName).toList();
        return unknown.isEmpty() ? all : unknown;
    }

    private static boolean isUnknownName(Problem problem) {
        return problem.unknown().filter(it -> it.kind() == Kind.VALUE).isPresent();
    }

    private Problem problem(CelIssue issue) {
        int offset = result.getSource()
                .getLocationOffset(issue.getSourceLocation())
                .map(it -> text.offsetByCodePoints(0, Math.min(it, text.codePointCount(0, text.length()))))
                .orElse(0);
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            return unknown(undeclared.group(1), offset);
        }
        Matcher field = NO_FIELD.matcher(issue.getMessage());
        if (field.matches()) {
            return noField(issue, field.group(1), start(field.group(1), offset));
        }
        Matcher overload = NO_OVERLOAD.matcher(issue.getMessage());
        if (overload.matches()) {
            return misapplied(overload.group(1), overload.group(2), offset);
        }
        Matcher range = NO_RANGE.matcher(issue.getMessage());
        if (range.matches()) {
            return new Problem(
                    offset,
                    "what stands before the macro is " + range.group(1)
                            + " (expected: a list or a map, whose elements it goes through)");
        }
        return new Problem(offset, syntax(issue.getMessage()));
    }

    /** Of {@code .field} the dot is said to be wrong, of {@code Type{field: …}} the colon. */
    private int start(String field, int offset) {
        boolean before = offset < text.length() && text.charAt(offset) == ':';
        return Math.max(before ? 0 : offset, before ? text.lastIndexOf(field, offset) : text.indexOf(field, offset));
    }

    private Problem noField(CelIssue issue, String name, int offset) {
        List<CelIssue> fields = result.getErrors().stream()
                .filter(it -> NO_FIELD.matcher(it.getMessage()).matches())
                .toList();
        return missing.apply(fields)
                .message(issue)
                .map(message -> new Problem(
                        offset,
                        message.getFullName() + " has no field \"" + name + "\"",
                        Optional.of(new Unknown(
                                name,
                                Kind.FIELD,
                                message.getFields().stream()
                                        .map(FieldDescriptor::getName)
                                        .toList()))))
                .orElseGet(() -> new Problem(offset, "there is no field \"" + name + "\" in what stands before it"));
    }

    private Problem unknown(String name, int offset) {
        if (offset < text.length() && text.charAt(offset) == '(') {
            int start = Math.max(0, text.lastIndexOf(name, offset));
            return new Problem(
                    start,
                    "there is no function " + name + "()",
                    Optional.of(new Unknown(name, Kind.FUNCTION, functions)));
        }
        return new Problem(
                offset, "\"" + name + "\" is unknown", Optional.of(new Unknown(name, Kind.VALUE, List.of())));
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
