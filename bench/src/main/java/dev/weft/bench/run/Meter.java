package dev.weft.bench.run;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what a JVM has used, from outside. Linux only. */
public final class Meter {
    /** Otherwise it looks every minute whether the process is there, and says so when it is not. */
    private static final Map<String, Long> UNCHECKED = Map.of("jmx.remote.x.client.connection.check.period", 0L);

    private final long pid;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final CompilationMXBean compilation;

    private Meter(long pid, MBeanServerConnection beans) throws IOException {
        this.pid = pid;
        this.threads = proxy(beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        this.memory = proxy(beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.compilation = proxy(beans, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
    }

    private static <T extends PlatformManagedObject> T proxy(MBeanServerConnection beans, String name, Class<T> type)
            throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(beans, name, type);
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
            return new Meter(pid, beans);
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot attach to process " + pid, e);
        }
    }

    Reading read() throws IOException {
        return new Reading(cpuNanos(), allocatedBytes());
    }

    /**
     * Processor time of each of its threads, those of the JVM itself too, user and system. {@code /proc/PID/stat} has the sum, but in
     * hundredths of a second: a round in which there is little to do takes 25 of them.
     */
    private Map<String, Long> cpuNanos() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                try {
                    String stat = Files.readString(thread.resolve("schedstat"));
                    nanos.put(thread.getFileName().toString(), Long.parseLong(stat.substring(0, stat.indexOf(' '))));
                } catch (NoSuchFileException e) {
                    Progress.say("thread " + thread + " has just ended");
                }
            }
        }
        return nanos;
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

    /** For how long its JIT has compiled what it is done with, all its threads together. */
    long compilationMillis() {
        return compilation.getTotalCompilationTime();
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

    /**
     * What it has used since it was started.
     *
     * @param cpuNanos by thread
     */
    record Reading(Map<String, Long> cpuNanos, long allocatedBytes) {
        /** Processor time since then. What a thread used that has ended in the meantime is not in it. */
        long cpuNanosSince(Reading before) {
            return cpuNanos.entrySet().stream()
                    .mapToLong(thread -> thread.getValue() - before.cpuNanos.getOrDefault(thread.getKey(), 0L))
                    .sum();
        }
    }
}
