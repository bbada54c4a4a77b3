package dev.weft.drills;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads from outside what a JVM holds on to. */
final class Vitals {
    /**
     * Threads that are not Weft's to end: those of this reading, those of the JVM itself, and gRPC's for looking names up, which ends after a
     * minute without work.
     */
    private static final Pattern OTHERS = Pattern.compile(
            "RMI .*|JMX .*|Attach Listener|ForkJoinPool\\.commonPool-.*|process reaper.*|grpc-default-executor-.*");

    private final MemoryMXBean memory;
    private final ThreadMXBean threads;

    private Vitals(MemoryMXBean memory, ThreadMXBean threads) {
        this.memory = memory;
        this.threads = threads;
    }

    @SuppressWarnings("BanJNDI") // The address is that of a process of our own.
    static Vitals of(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        String address = machine.startLocalManagementAgent();
        machine.detach();
        MBeanServerConnection server = JMXConnectorFactory.connect(
                        new JMXServiceURL(address), Map.of("jmx.remote.x.client.connection.check.period", 0L))
                .getMBeanServerConnection();
        return new Vitals(
                ManagementFactory.newPlatformMXBeanProxy(
                        server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class),
                ManagementFactory.newPlatformMXBeanProxy(
                        server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class));
    }

    /** What is left of the heap after a collection, in bytes. */
    long heap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** How many threads there are of each kind: of each name, without its numbers. */
    Map<String, Long> threads() throws IOException {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> !OTHERS.matcher(name).matches())
                .collect(Collectors.groupingBy(
                        name -> name.replaceAll("\\d+", "N"), TreeMap::new, Collectors.counting()));
    }
}
