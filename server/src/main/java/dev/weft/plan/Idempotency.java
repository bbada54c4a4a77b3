package dev.weft.plan;

/** Whether a method may be repeated: google.protobuf.MethodOptions.IdempotencyLevel. */
public enum Idempotency {
    /** It changes nothing: it may be repeated, merged with its like, or dropped. */
    NO_SIDE_EFFECTS,
    /** Twice is as once: it may be repeated. */
    IDEMPOTENT,
    /** It must not be repeated. */
    UNKNOWN
}
