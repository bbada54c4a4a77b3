package dev.weft.drills;

import com.sun.tools.attach.VirtualMachine;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Takes buffers inside a running Weft and does not give them back: an agent, which is loaded into that process and into no other. */
public final class PlantedLeak {
    private static final int BUFFERS = 20;

    private PlantedLeak() {}

    /**
     * Plants it, and waits until it is done.
     *
     * @param directory where the agent's file may be
     * @param allocator the class of the Netty whose buffers are lost
     */
    static void plant(long pid, Path directory, String allocator) throws Exception {
        Path jar = Files.createTempFile(directory, "leak", ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", PlantedLeak.class.getName());
        String file = PlantedLeak.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                var code = PlantedLeak.class.getResourceAsStream("/" + file)) {
            entries.putNextEntry(new JarEntry(file));
            code.transferTo(entries);
            entries.closeEntry();
        }
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            machine.loadAgent(jar.toString(), allocator);
        } finally {
            machine.detach();
        }
    }

    /** Run inside Weft: loses some buffers, and goes on taking others, as it is then that Netty looks. */
    public static void agentmain(String allocator) throws Exception {
        Class<?> type = Class.forName(allocator);
        Object buffers = type.getField("DEFAULT").get(null);
        Method take = type.getMethod("buffer", int.class);
        for (int i = 0; i < BUFFERS; i++) {
            take.invoke(buffers, 64);
        }
        for (int i = 0; i < BUFFERS; i++) {
            System.gc();
            Thread.sleep(20);
            Object buffer = take.invoke(buffers, 64);
            Method giveBack = take.getReturnType().getMethod("release");
            giveBack.invoke(buffer);
        }
    }
}
