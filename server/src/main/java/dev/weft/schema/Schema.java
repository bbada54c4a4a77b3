package dev.weft.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The files of one or more descriptor sets, linked, with the options that Weft reads. Immutable, safe for use by many threads. */
public final class Schema {
    private final List<FileDescriptor> files;
    private final Map<String, GenericDescriptor> symbols;
    private final Set<String> packages = new TreeSet<>();
    private final Map<String, Locations> locations = new ConcurrentHashMap<>();

    Schema(List<FileDescriptor> files, Map<String, GenericDescriptor> symbols) {
        this.files = List.copyOf(files);
        this.symbols = new LinkedHashMap<>(symbols);
        files.forEach(file -> packages.add(file.getPackage()));
    }

    /**
     * Reads descriptor sets from files.
     *
     * @throws SchemaException with everything that is wrong with them
     * @throws IOException when a file cannot be read
     */
    public static Schema load(Collection<Path> sets) throws SchemaException, IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        for (Path set : sets) {
            bytes.put(set.toString(), Files.readAllBytes(set));
        }
        return parse(bytes);
    }

    /**
     * Reads serialized descriptor sets ({@code google.protobuf.FileDescriptorSet}).
     *
     * @param sets by the name that errors call them by
     * @throws SchemaException with everything that is wrong with them
     */
    public static Schema parse(Map<String, byte[]> sets) throws SchemaException {
        return new SchemaLoader().load(sets);
    }

    /** Every file, after those that it imports. */
    public List<FileDescriptor> files() {
        return files;
    }

    /** The service of that full name. */
    public Optional<ServiceDescriptor> service(String fullName) {
        return symbol(fullName, ServiceDescriptor.class);
    }

    /** The message type of that full name. */
    public Optional<Descriptor> message(String fullName) {
        return symbol(fullName, Descriptor.class);
    }

    private <T extends GenericDescriptor> Optional<T> symbol(String fullName, Class<T> kind) {
        return Optional.ofNullable(symbols.get(fullName))
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** Every service, in the order of the files. */
    public List<ServiceDescriptor> services() {
        return files.stream().flatMap(file -> file.getServices().stream()).toList();
    }

    /** Every rpc with a {@code weft.v1.page}, in the order of the files. */
    public List<MethodDescriptor> pages() {
        return services().stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> Options.page(method).isPresent())
                .toList();
    }

    /** The packages of the files, sorted. */
    public Set<String> packages() {
        return Collections.unmodifiableSet(packages);
    }

    /** Where a spot stands in its file. */
    public Located locate(Spot spot) {
        FileDescriptor file = spot.element().getFile();
        return locations
                .computeIfAbsent(file.getName(), name -> new Locations(file))
                .locate(spot);
    }
}
