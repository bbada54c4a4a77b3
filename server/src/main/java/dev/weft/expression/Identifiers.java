package dev.weft.expression;

import java.util.Set;

/** Names in CEL: its language definition, "Syntax". */
public final class Identifiers {
    /** What CEL reserves, beside what Weft does. */
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    /** Names that expressions give a meaning of their own. */
    private static final Set<String> ROOTS = Set.of("request", "this", "each", "row");

    private Identifiers() {}

    public static boolean isIdentifier(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isPart(name.charAt(i), i == 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    public static boolean isPart(char c, boolean first) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    }

    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    public static boolean isRoot(String name) {
        return ROOTS.contains(name);
    }
}
