package dev.weft.plan;

import dev.weft.wire.Projection;

/**
 * Something to be read of a message.
 *
 * @param slot where it is put
 * @param projection what is read
 */
public record Read(int slot, Projection projection) {}
