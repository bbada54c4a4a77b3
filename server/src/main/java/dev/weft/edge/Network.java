package dev.weft.edge;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of addresses (RFC 4632, RFC 4291).
 *
 * @param address one of it
 * @param bits how many bits at the beginning all of it have in common
 */
record Network(InetAddress address, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f.:]+)/([0-9]{1,3})");

    /** What {@code text} says, such as {@code 10.0.0.0/8}, or an {@link IllegalArgumentException}. */
    static Network parse(String text) {
        Matcher parts = TEXT.matcher(text);
        InetAddress address = parts.matches() ? NetUtil.createInetAddressFromIpAddressString(parts.group(1)) : null;
        if (address == null || Integer.parseInt(parts.group(2)) > address.getAddress().length * Byte.SIZE) {
            throw wrong(text);
        }
        return new Network(address, Integer.parseInt(parts.group(2)));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(text + " (expected: a network, such as 10.0.0.0/8 or fd00::/8)");
    }

    /** Whether the other is in it. */
    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
