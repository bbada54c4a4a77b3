package dev.weft.edge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Bodies packed with gzip, in HTTP's terms (RFC 9110, section 8.4.1.3). */
final class Gzip {
    /** What is smaller is not worth the work. */
    static final int MIN_BYTES = 1024;

    private Gzip() {}

    /** Whether an {@code accept-encoding} takes gzip (RFC 9110, section 12.5.3). */
    static boolean isAccepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        boolean any = false;
        for (String entry : acceptEncoding.split(",", -1)) {
            String[] parts = entry.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
            boolean refused = parts.length > 1 && parts[1].matches("q\\s*=\\s*0(\\.0*)?");
            if (parts[0].equals("gzip") || parts[0].equals("x-gzip")) {
                return !refused;
            }
            any |= parts[0].equals("*") && !refused;
        }
        return any;
    }

    static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** @throws Refusal when it is not gzip, or unpacks to more than {@code most} bytes */
    static byte[] unpack(byte[] packed, int most) throws Refusal {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw Refusal.tooLarge(most);
            }
            return bytes;
        } catch (IOException e) {
            throw Refusal.malformed("the request's body is not gzip, as its encoding says");
        }
    }
}
