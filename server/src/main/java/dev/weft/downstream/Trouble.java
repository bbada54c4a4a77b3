package dev.weft.downstream;

import com.linecorp.armeria.client.DnsTimeoutException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Weft's own words for what goes wrong between it and a downstream, whatever the transport. */
final class Trouble {
    private static final String LOST = "connection lost";

    private Trouble() {}

    static String noAnswerWithin(long nanos) {
        return "no answer within " + millis(nanos) + "ms";
    }

    static String notOverWithin(long nanos) {
        return "not over within " + millis(nanos) + "ms";
    }

    static String largerThan(int bytes) {
        return "answer larger than " + bytes + " bytes";
    }

    /** What an exception on the way there or back says: the first in the chain of causes that says something. */
    static String onTheWay(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String words = words(t);
            if (words != null) {
                return words;
            }
        }
        return "failed on the way: " + cause.getClass().getSimpleName();
    }

    /** Whether it says that there was no connection, or that it was lost. */
    static boolean isOfConnection(Throwable cause) {
        return Set.of("connection refused", "no connection", LOST).contains(onTheWay(cause));
    }

    private static @Nullable String words(Throwable cause) {
        if (cause instanceof ConnectException) {
            String message = String.valueOf(cause.getMessage());
            return message.contains("refused") ? "connection refused" : "no connection";
        }
        if (cause instanceof UnknownHostException || cause instanceof DnsTimeoutException) {
            return "host not found";
        }
        if (cause instanceof SSLException) {
            return "TLS handshake failed";
        }
        boolean lost = cause instanceof IOException || cause instanceof ClosedStreamException;
        return lost && cause.getCause() == null ? LOST : null;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) / 2);
    }
}
