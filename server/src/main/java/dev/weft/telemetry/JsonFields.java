package dev.weft.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A value of a log event that is several fields of its line, put into words by the thread that writes the log. Immutable. */
interface JsonFields {
    /** Writes them into the object that is open. */
    void writeTo(JsonGenerator json) throws IOException;
}
