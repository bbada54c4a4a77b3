package dev.weft.bench.run;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what a JVM has used, from outside. Linux only. */
public final class Meter {
    /** What /proc counts in: USER_HZ, which is 100 on every Linux of today. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Otherwise it looks every minute whether the process is there, and says so when it is not. */
    private static final Map<String, Long> UNCHECKED = Map.of("jmx.remote.x.client.connection.check.period", 0L);

    private static final int UTIME = 11;
    private static final int STIME = 12;

    private final long pid;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;

    private Meter(long pid, ThreadMXBean threads, MemoryMXBean memory) {
        this.pid = pid;
        this.threads = threads;
        this.memory = memory;
    }

    /** Attaches to a JVM; there is then a management thread or two in it, which sleep unless they are asked. */
    @SuppressWarnings("BanJNDI") // The address is that of a process of our own.
    public static Meter attach(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            MBeanServerConnection beans = JMXConnectorFactory.connect(new JMXServiceURL(address), UNCHECKED)
                    .getMBeanServerConnection();
            return new Meter(
                    pid,
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class),
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class));
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot attach to process " + pid, e);
        }
    }

    Reading read() throws IOException {
        return new Reading(cpuNanos(), allocatedBytes());
    }

    /** Processor time of all its threads, those of the JVM itself too: user and system. */
    private long cpuNanos() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * NANOS_PER_TICK;
    }

    private long allocatedBytes() {
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** What is left of its heap after a collection, which it makes now. */
    public long liveHeapBytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** How many threads it has. */
    public int threadCount() {
        return threads.getThreadCount();
    }

    /** Resident memory now. */
    public long residentBytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What it has used since it was started. */
    record Reading(long cpuNanos, long allocatedBytes) {}
}
