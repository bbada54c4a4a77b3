package dev.weft.transcoding;

/** A google.api.http rule that cannot be run. The message names the method, the part of the rule and what was expected. */
public final class BindingException extends Exception {
    private static final long serialVersionUID = 1;

    BindingException(String message) {
        super(message);
    }
}
