package dev.weft.transcoding;

/** Nothing more of what is read is of interest: it has been said what is wrong with it. */
final class StopReadingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    StopReadingException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
