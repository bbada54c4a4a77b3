package dev.weft.downstream;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Tells versions of a method's declaration apart. */
final class Fingerprint {
    private Fingerprint() {}

    /** The same for two declarations when their files, and all that these import, say the same but for comments. */
    static String of(MethodDescriptor method) {
        Map<String, FileDescriptor> files = new TreeMap<>();
        collect(method.getFile(), files);
        MessageDigest digest = sha256();
        files.values()
                .forEach(file -> digest.update(
                        file.toProto().toBuilder().clearSourceCodeInfo().build().toByteArray()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (files.putIfAbsent(file.getName(), file) == null) {
            file.getDependencies().forEach(dependency -> collect(dependency, files));
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: every Java has it)", e);
        }
    }
}
