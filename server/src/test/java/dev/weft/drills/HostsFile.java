package dev.weft.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** The names that a JVM knows: of the services, under which it is to look for them, and no other. */
record HostsFile(Path file, List<String> addresses) implements Drill.Hosts {
    static final String PAYMENTS = "payments.drill";

    /** @param addresses of the payments */
    static HostsFile write(Path file, String... addresses) throws IOException {
        HostsFile hosts = new HostsFile(file, List.of(addresses));
        hosts.remember();
        return hosts;
    }

    /** What makes a JVM look there, and look again after a second. */
    List<String> options() {
        return List.of(
                "-Djdk.net.hosts.file=" + file,
                "-Dsun.net.inetaddr.ttl=1",
                "-Dsun.net.inetaddr.negative.ttl=1",
                "-Dnetworkaddress.cache.ttl=1");
    }

    @Override
    public void forget() throws IOException {
        replace("127.0.0.1 localhost\n");
    }

    @Override
    public void remember() throws IOException {
        replace(addresses.stream()
                .map(address -> address + " " + PAYMENTS + "\n")
                .collect(Collectors.joining("", "127.0.0.1 localhost\n", "")));
    }

    /** At once: nobody reads half of it. */
    private void replace(String lines) throws IOException {
        Path next = file.resolveSibling("hosts.next");
        Files.writeString(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
