package dev.weft.downstream;

import java.util.Arrays;

/**
 * What an answer is remembered by. Two are equal when every byte of them is: nobody is ever taken for somebody else. They have an
 * order, by which a hash table finds them quickly also among many of one hash: a client could choose such.
 */
final class CacheKey implements Comparable<CacheKey> {
    private final byte[] bytes;
    private final int hash;

    /** @param hash the same for the same bytes */
    CacheKey(byte[] bytes, int hash) {
        this.bytes = bytes;
        this.hash = hash;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int compareTo(CacheKey other) {
        return Arrays.compare(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
