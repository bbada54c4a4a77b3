package dev.weft.server;

/** A command cannot do what it was asked to; the message is for the person who asked. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private StartupException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What it was given is wrong: a configuration, a schema, a page. */
    static StartupException wrongInput(String message) {
        return new StartupException(2, message);
    }

    /** What it was given is right, and yet it failed. */
    static StartupException failed(String message) {
        return new StartupException(1, message);
    }

    int exitCode() {
        return exitCode;
    }
}
