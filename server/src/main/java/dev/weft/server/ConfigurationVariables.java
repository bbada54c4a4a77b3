package dev.weft.server;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code ${NAME}} and {@code ${NAME:-default}} from the environment into a value. What comes from there is text and no
 * more YAML. Immutable.
 *
 * @param environment the variables by name
 */
record ConfigurationVariables(Map<String, String> environment) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

    ConfigurationVariables {
        environment = Map.copyOf(environment);
    }

    /** Whether a value as it is written takes something from the environment. */
    static boolean isUsedBy(String written) {
        return written.contains("${");
    }

    /**
     * The value with its variables replaced. As in a shell, a default is taken for a variable that is not set or empty.
     *
     * @throws ConfigurationValueException when a variable is neither set nor has a default, or a reference is not one
     */
    String replace(String written) throws ConfigurationValueException {
        StringBuilder text = new StringBuilder();
        Matcher reference = REFERENCE.matcher(written);
        int done = 0;
        for (int at = written.indexOf("${"); at >= 0; at = written.indexOf("${", done)) {
            if (!reference.find(at) || reference.start() != at) {
                throw new ConfigurationValueException(
                        "${ without a name and a } (expected: ${NAME} or ${NAME:-default})");
            }
            text.append(written, done, at).append(value(reference));
            done = reference.end();
        }
        return text.append(written, done, written.length()).toString();
    }

    private String value(Matcher reference) throws ConfigurationValueException {
        String name = reference.group(1);
        String value = environment.get(name);
        String otherwise = reference.group(3);
        if (otherwise != null) {
            return value == null || value.isEmpty() ? otherwise : value;
        }
        if (value == null) {
            throw new ConfigurationValueException("the environment has no " + name + " (expected: a value for it, or"
                    + " a default: ${" + name + ":-default})");
        }
        return value;
    }
}
