package dev.weft.drills;

import java.io.IOException;

/** One way in which the service behind an optional section breaks. */
enum Drill {
    KILLED("killed (SIGKILL)") {
        @Override
        void begin(PaymentsProcess payments, Hosts hosts) throws Exception {
            payments.kill();
        }

        @Override
        void end(PaymentsProcess payments, Hosts hosts) throws Exception {
            payments.start();
        }
    },
    HANGING("hanging: takes calls, answers none", "answers HANGING"),
    SILENT("hanging: nothing more comes from its connections", "wire HANGING"),
    TRICKLING("trickling a byte a second", "wire TRICKLING"),
    GARBAGE("answering garbage: no HTTP", "wire GARBAGE"),
    GARBAGE_MESSAGE("answering garbage: no message", "answers GARBAGE"),
    HUGE("answering 100 MB", "answers HUGE"),
    RESET("resetting mid-answer", "wire RESET"),
    GOAWAY("GOAWAY in place of every answer", "wire GOAWAY"),
    REFUSING("refusing connections", "wire REFUSING"),
    NAME_GONE("its DNS name gone, and its connections") {
        @Override
        void begin(PaymentsProcess payments, Hosts hosts) throws Exception {
            hosts.forget();
            payments.tell("wire REFUSING");
        }

        @Override
        void end(PaymentsProcess payments, Hosts hosts) throws Exception {
            payments.tell("wire NONE");
            hosts.remember();
        }
    },
    LATE("answering after the deadline", "answers LATE");

    private final String title;
    private final String command;

    Drill(String title) {
        this(title, "");
    }

    Drill(String title, String command) {
        this.title = title;
        this.command = command;
    }

    String title() {
        return title;
    }

    void begin(PaymentsProcess payments, Hosts hosts) throws Exception {
        payments.tell(command);
    }

    void end(PaymentsProcess payments, Hosts hosts) throws Exception {
        payments.tell(command.replaceFirst(" .*", " NONE"));
    }

    /** A file of names and addresses, in place of a name server ({@code jdk.net.hosts.file}). */
    interface Hosts {
        /** Takes the payments' name out. */
        void forget() throws IOException;

        /** Puts it in again. */
        void remember() throws IOException;
    }
}
