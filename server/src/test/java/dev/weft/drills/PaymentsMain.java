package dev.weft.drills;

import dev.weft.demo.payment.v1.ListPaymentsResponse;
import dev.weft.demo.payment.v1.Payment;
import dev.weft.demo.payment.v1.PaymentMethod;
import dev.weft.demo.payment.v1.PaymentState;
import dev.weft.faults.FaultyWire;
import dev.weft.faults.WireFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The payments' service as a process of its own, which can be killed, and told to misbehave: over gRPC and over HTTP, each behind a
 * {@link FaultyWire}. It says {@code ready GRPC-PORT HTTP-PORT}, then answers {@code wire RESET}, {@code answers HUGE} and {@code streams}, which asks
 * how many calls are open.
 */
final class PaymentsMain {
    /** How many payments each account has. */
    static final int PAYMENTS = 5;

    private final GrpcPayments grpc;
    private final HttpPayments http;
    private final FaultyWire grpcWire;
    private final FaultyWire httpWire;

    private PaymentsMain(String host, int grpcPort, int httpPort) throws IOException {
        this.grpc = GrpcPayments.start();
        this.http = HttpPayments.start();
        this.grpcWire = FaultyWire.open(new InetSocketAddress(host, grpcPort), grpc.port());
        this.httpWire = FaultyWire.open(new InetSocketAddress(host, httpPort), http.port());
    }

    /**
     * Runs it until its input ends.
     *
     * @param arguments the address to listen on, and the ports: of gRPC, of HTTP; 0 for any free one
     */
    public static void main(String[] arguments) throws IOException {
        PaymentsMain service =
                new PaymentsMain(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.println("ready " + service.grpcWire.port() + " " + service.httpWire.port());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(service.command(line.split(" ", -1)));
            }
        } finally {
            // Whoever started it has gone, or is not to wait for an answer that will not come.
            System.exit(0);
        }
    }

    private String command(String[] words) throws IOException {
        switch (words[0]) {
            case "wire" -> {
                grpcWire.set(WireFault.valueOf(words[1]));
                httpWire.set(WireFault.valueOf(words[1]));
                return "ok";
            }
            case "answers" -> {
                grpc.set(AnswerFault.valueOf(words[1]));
                http.set(AnswerFault.valueOf(words[1]));
                return "ok";
            }
            case "streams" -> {
                return Integer.toString(grpc.open() + http.open());
            }
            default -> {
                return "unknown command";
            }
        }
    }

    /** What it answers to everybody. */
    static ListPaymentsResponse payments() {
        ListPaymentsResponse.Builder payments = ListPaymentsResponse.newBuilder();
        for (int i = 0; i < PAYMENTS; i++) {
            Payment.Builder payment = payments.addPaymentsBuilder()
                    .setId(String.format(Locale.ROOT, "PAY-%04d", i))
                    .setAccountId("acct-drill")
                    .setMethod(PaymentMethod.PAYMENT_METHOD_TRANSFER)
                    .setState(PaymentState.PAYMENT_STATE_CAPTURED);
            payment.getAmountBuilder().setCurrencyCode("USD").setUnits(10L * i);
        }
        return payments.build();
    }
}
