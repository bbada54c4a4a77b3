package dev.weft.downstream;

/**
 * How many addresses a downstream has at a moment.
 *
 * @param known those that its targets stand for
 * @param called those of them that get their share of the calls: connected, well and not ejected
 */
public record Addresses(int known, int called) {
    /** Of two event loops, each with its own view: what one of them has found out is not lost. */
    Addresses and(Addresses other) {
        return new Addresses(Math.max(known, other.known), Math.min(called, other.called));
    }
}
