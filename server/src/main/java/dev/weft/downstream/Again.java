package dev.weft.downstream;

/** What a failure says of calling again. */
public sealed interface Again {
    /** Nothing: the usual pause is as good as another. */
    record Unsaid() implements Again {}

    /** The downstream asks for another attempt after that long, and not before. */
    record After(long nanos) implements Again {}

    /** The downstream asks for no other attempt. */
    record Never() implements Again {}

    /** There was no connection, or it was lost: another attempt goes elsewhere, if there is an elsewhere. */
    record Elsewhere() implements Again {}

    /** The call did not leave Weft, which had its reason; another attempt would meet the same. */
    record Refused() implements Again {}
}
