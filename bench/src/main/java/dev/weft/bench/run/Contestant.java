package dev.weft.bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who is measured. */
enum Contestant {
    RELAY("relay", Protocol.GRPC, "RELAYED", "dev.weft.bench.relay.Relay"),
    RELAY_UNRETRIED("relay-unretried", Protocol.GRPC, "RELAYED", "dev.weft.bench.relay.Relay"),
    HAND_GRPC("hand-grpc", Protocol.GRPC, "PAGE", "dev.weft.bench.handgrpc.HandGrpc"),
    WEFT_GRPC("weft-grpc", Protocol.GRPC, "PAGE", ""),
    WEFT_GRPC_BEFORE("weft-grpc-before", Protocol.GRPC, "PAGE", ""),
    WEFT_GRPC_LOG("weft-grpc-log", Protocol.GRPC, "PAGE", ""),
    WEFT_GRPC_UNCOUNTED("weft-grpc-uncounted", Protocol.GRPC, "PAGE", ""),
    WEFT_GRPC_APART("weft-grpc-apart", Protocol.GRPC, "PAGE", ""),
    WEFT_GRPC_TWO("weft-grpc-two", Protocol.GRPC, "PAGE", ""),
    ARMERIA_GRPC("armeria-grpc", Protocol.GRPC, "PAGE", "dev.weft.bench.handarmeria.HandArmeria"),
    ARMERIA_HTTP1("armeria-http1", Protocol.HTTP1, "JSON", "dev.weft.bench.handarmeria.HandArmeria"),
    WEFT_HTTP1("weft-http1", Protocol.HTTP1, "JSON", ""),
    WEFT_HTTP1_BEFORE("weft-http1-before", Protocol.HTTP1, "JSON", ""),
    ARMERIA_H2C("armeria-h2c", Protocol.H2C, "JSON", "dev.weft.bench.handarmeria.HandArmeria"),
    WEFT_H2C("weft-h2c", Protocol.H2C, "JSON", ""),
    WEFT_HTTP1_HTTP("weft-http1-http", Protocol.HTTP1, "JSON", "");

    private static final String BEFORE = "-before";

    private final String label;
    private final Protocol protocol;
    private final String asked;
    private final String main;

    Contestant(String label, Protocol protocol, String asked, String main) {
        this.label = label;
        this.protocol = protocol;
        this.asked = asked;
        this.main = main;
    }

    String label() {
        return label;
    }

    Protocol protocol() {
        return protocol;
    }

    /** What the load's process asks for. */
    String asked() {
        return asked;
    }

    /** The class that is its process; empty for Weft, which is a jar. */
    String main() {
        return main;
    }

    boolean isWeft() {
        return main.isEmpty();
    }

    /** Whether it is an earlier Weft, which is there only when a change is measured. */
    boolean isEarlier() {
        return label.endsWith(BEFORE);
    }

    /** The same of an earlier Weft. */
    Optional<Contestant> earlier() {
        return Arrays.stream(values())
                .filter(it -> it.label.equals(label + BEFORE))
                .findFirst();
    }

    /** Whether grpc-java sends the relay's calls again that were lost with a connection, as it does by default. */
    boolean retries() {
        return this != RELAY_UNRETRIED;
    }

    /** Whether it writes a line for each page, which only Weft can. */
    boolean logs() {
        return this == WEFT_GRPC_LOG;
    }

    /** Whether it counts what it does, as it does by default. */
    boolean counts() {
        return this != WEFT_GRPC_UNCOUNTED;
    }

    /** Whether each of its services is a downstream with connections of its own. */
    boolean isApart() {
        return this == WEFT_GRPC_APART;
    }

    /** Whether its services have two addresses each. */
    boolean hasTwoAddresses() {
        return this == WEFT_GRPC_TWO;
    }

    /** Whether it calls the services over HTTP. */
    boolean callsHttp() {
        return this == WEFT_HTTP1_HTTP;
    }

    /** @throws IllegalArgumentException when there is none */
    static Contestant of(String label) {
        return Arrays.stream(values())
                .filter(it -> it.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("contestant: " + label + " (expected: " + labels() + ")"));
    }

    /** All of today. */
    static List<String> labels() {
        return Arrays.stream(values())
                .filter(it -> !it.isEarlier())
                .map(Contestant::label)
                .toList();
    }

    /** What the command line offers. */
    static final class Labels extends ArrayList<String> {
        Labels() {
            super(labels());
        }
    }
}
