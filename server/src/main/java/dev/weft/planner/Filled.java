package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.schema.Spot;

/**
 * A field and what fills it.
 *
 * @param field the field
 * @param value what fills it
 * @param expression the same, as it is written
 * @param spot where that is written
 */
record Filled(FieldDescriptor field, Value value, String expression, Spot spot) {}
