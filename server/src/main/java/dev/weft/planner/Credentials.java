package dev.weft.planner;

import java.util.regex.Pattern;

/** Tells headers that say who asks, and what he may see, by their names. */
public final class Credentials {
    private static final Pattern NAMES = Pattern.compile(
            ".*(auth|cookie|token|secret|session|credential|passw|jwt|api-?key|signature|identity|user).*");

    private Credentials() {}

    /** Whether a header of that name, in lower case, is one of them. */
    public static boolean isOne(String name) {
        return NAMES.matcher(name).matches();
    }
}
