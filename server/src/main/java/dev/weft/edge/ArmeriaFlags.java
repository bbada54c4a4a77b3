package dev.weft.edge;

import com.linecorp.armeria.common.FlagsProvider;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.common.util.TransportType;
import dev.weft.loop.EventLoops;

/** What Armeria does unless told otherwise. It finds this class by its service file. */
public final class ArmeriaFlags implements FlagsProvider {
    /** For Armeria, which makes one. */
    public ArmeriaFlags() {}

    /** Before Armeria's own; after a system property. */
    @Override
    public int priority() {
        return 0;
    }

    /** Its connections are Weft's loops'. */
    @Override
    public TransportType transportType() {
        return EventLoops.transport();
    }

    /** Loading OpenSSL takes a third of a second at every start, and most have no use for it. */
    @Override
    public TlsEngineType tlsEngineType() {
        return TlsEngineType.JDK;
    }
}
