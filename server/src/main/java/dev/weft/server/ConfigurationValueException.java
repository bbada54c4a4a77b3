package dev.weft.server;

/** A single value cannot be what its key needs; the message says why and what was expected. */
final class ConfigurationValueException extends Exception {
    ConfigurationValueException(String message) {
        super(message);
    }
}
