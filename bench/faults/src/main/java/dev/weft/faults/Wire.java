package dev.weft.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One connection through a {@link FaultyWire}: requests pass as they come, answers suffer the fault of the moment. */
final class Wire {
    private static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long BETWEEN_BYTES_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int GARBAGE_BYTES = 4096;
    private static final int BUFFER = 65536;

    /** GOAWAY with NO_ERROR: no stream was or will be processed, every one may be tried elsewhere. */
    private static final byte[] GOAWAY = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private final Socket client;
    private final Socket service;
    private final Switch now;
    private final Answers answers = new Answers();

    Wire(Socket client, Socket service, Switch now) {
        this.client = client;
        this.service = service;
        this.now = now;
    }

    /** Passes requests on until one end closes. */
    void passRequests() throws IOException {
        service.setTcpNoDelay(true);
        client.getInputStream().transferTo(service.getOutputStream());
        service.shutdownOutput();
    }

    /** Passes answers on, as the fault will have it, until one end closes. */
    void passAnswers() throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        InputStream in = service.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] bytes = new byte[BUFFER];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            int begin = answers.begin(bytes, read);
            pass(bytes, read, begin < 0 ? read : begin, out);
        }
        client.shutdownOutput();
    }

    /** @param begin where the answer begins; what stands before it, such as the connection's own frames, is not for every fault */
    private void pass(byte[] bytes, int length, int begin, OutputStream out) throws IOException, InterruptedException {
        WireFault fault = now.fault();
        boolean answer = begin < length;
        switch (fault) {
            case NONE -> out.write(bytes, 0, length);
            case REFUSING -> reset();
            case HANGING -> held(bytes, length, fault, FOREVER_NANOS, out);
            case LATE -> held(bytes, length, fault, LATE_NANOS, out);
            case TRICKLING -> {
                for (int i = 0; i < length; i++) {
                    out.write(bytes, i, 1);
                    now.await(fault, System.nanoTime() + BETWEEN_BYTES_NANOS);
                }
            }
            case GARBAGE -> {
                out.write(bytes, 0, begin);
                if (answer) {
                    out.write(garbage());
                    close();
                }
            }
            case RESET -> {
                out.write(bytes, 0, begin + (length - begin) / 2);
                if (answer) {
                    reset();
                }
            }
            case GOAWAY -> {
                out.write(bytes, 0, begin);
                if (answer) {
                    out.write(GOAWAY, 0, answers.isHttp1() ? 0 : GOAWAY.length);
                    close();
                }
            }
        }
    }

    private void held(byte[] bytes, int length, WireFault fault, long nanos, OutputStream out)
            throws IOException, InterruptedException {
        now.await(fault, System.nanoTime() + nanos);
        out.write(bytes, 0, length);
    }

    /** The same at every call. Its first bytes are no frame and no status line. */
    private static byte[] garbage() {
        byte[] garbage = new byte[GARBAGE_BYTES];
        new Random(GARBAGE_BYTES).nextBytes(garbage);
        garbage[0] = (byte) 0xff;
        return garbage;
    }

    /** Closes both ends, so that the other sides see a reset rather than an end. */
    void reset() throws IOException {
        try {
            client.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It has just been closed.
        }
        close();
    }

    void close() throws IOException {
        client.close();
        service.close();
    }
}
