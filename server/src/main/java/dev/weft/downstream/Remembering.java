package dev.weft.downstream;

import dev.weft.plan.CacheRule;
import dev.weft.wire.ReadFields;
import java.time.Duration;
import java.util.Optional;

/**
 * How answers of a call are remembered.
 *
 * @param rule what may be done with them
 * @param keep for how long they are kept: other calls of the method may do more with them
 * @param fields what is kept of them; empty when that is all
 */
record Remembering(CacheRule rule, Duration keep, Optional<ReadFields> fields) {}
