package dev.weft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that hold between the packages, and in each of them. */
class ArchitectureTest {
    /** From the composition root down: a room imports only rooms below it. */
    private static final List<String> ROOMS = List.of(
            "server",
            "edge",
            "telemetry",
            "execution",
            "downstream",
            "loop",
            "explanation",
            "planner",
            "diagnostics",
            "schema",
            "transcoding",
            "plan",
            "expression",
            "wire",
            "demo");

    private static final DescribedPredicate<JavaClass> GENERATED = resideInAnyPackage(
            "dev.weft.v1..",
            "dev.weft.config.v1..",
            "dev.weft.dashboard.v1..",
            "dev.weft.productpage.v1..",
            "dev.weft.search.v1..",
            "dev.weft.analytics.v1..",
            "dev.weft.demo.*.v1..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // For tests, though not among them.
            .withImportOption(location -> !location.contains("/faults/"))
            .importPackages("dev.weft")
            .that(are(not(GENERATED)));

    /** What the demo's screens are called, and some of what is on them. */
    private static final String SCREENS = "(?i:dashboard|product_?page|analytics)"
            + "|\\b(OrderCard|PaymentCard|order_card|payment_card|ChannelSales|LowStock|HitKind)\\b";

    @Test
    void everyClassIsInARoom() {
        classes().should().resideInAnyPackage(packages(ROOMS)).check(CLASSES);
    }

    @Test
    void roomsImportOnlyRoomsBelow() {
        classes().should(importOnlyRoomsBelow()).check(CLASSES);
    }

    @Test
    void onlyTheCompositionRootKnowsTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages(List.of("server", "demo")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.weft.demo..")
                .check(CLASSES);
    }

    @Test
    void theDemoKnowsOnlyItsOwnStubs() {
        noClasses()
                .that()
                .resideInAPackage("dev.weft.demo..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.weft..").and(not(resideInAnyPackage("dev.weft.demo.."))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.weft.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyDoorsDownstreamsAndLoopsKnowATransport() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages(List.of("server", "edge", "downstream", "loop", "demo")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.grpc.netty..", "io.netty..", "com.linecorp.armeria.."))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("io\\.grpc\\.(ManagedChannel|Server)(Builder|Provider)?")
                .check(CLASSES);
    }

    @Test
    void plansAndWireBytesDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(packages(List.of("plan", "wire")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.grpc..", "java.net..", "java.nio.file..", "java.nio.channels.."))
                .check(CLASSES);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that(are(concrete()))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void nothingStaticIsMutable() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .notHaveRawType(mutable())
                .check(CLASSES);
    }

    @Test
    void packagesSayWhatIsInThem() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        Stream.of("core", "common", "util", "utils", "helper", "helpers", "manager", "impl", "internal")
                                .map(name -> "dev.weft.." + name + "..")
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    /** Nothing is coded for a page: outside of the demo its names are nowhere, not even in a comment. */
    @Test
    void noPageIsNamedOutsideOfTheDemo() throws IOException, SchemaException {
        Pattern names = namesOfPages();
        assertThat(names.asPredicate())
                .accepts("GetDashboard", "search.v1.SearchService", "// as SearchResponse does", "product_page");
        Path sources = Path.of("src/main");
        try (Stream<Path> files = Files.walk(sources)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(sources.resolve("java/dev/weft/demo")))
                            .flatMap(file -> linesThatName(names, file)))
                    .isEmpty();
        }
    }

    /** Of each page that the jar carries: its package, its service, its messages. */
    private static Pattern namesOfPages() throws IOException, SchemaException {
        try (InputStream set =
                Objects.requireNonNull(ArchitectureTest.class.getResourceAsStream("/dev/weft/weft.binpb"))) {
            List<MethodDescriptor> pages =
                    Schema.parse(Map.of("weft.binpb", set.readAllBytes())).pages();
            assertThat(pages).hasSizeGreaterThanOrEqualTo(4);
            return Pattern.compile(pages.stream()
                    .flatMap(page -> Stream.of(
                            page.getFile().getPackage(),
                            page.getService().getName(),
                            page.getInputType().getName(),
                            page.getOutputType().getName()))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", SCREENS + "|\\b(", ")\\b")));
        }
    }

    private static Stream<String> linesThatName(Pattern names, Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream().filter(line -> names.matcher(line).find()).map(line -> file + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArchCondition<JavaClass> importOnlyRoomsBelow() {
        return new ArchCondition<>("import only rooms below their own: " + ROOMS) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                int room = room(origin);
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> room(dependency.getTargetClass()) >= 0)
                        .filter(dependency -> room(dependency.getTargetClass()) < room)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(origin, dependency.getDescription())));
            }
        };
    }

    /** The place of a class's room in {@link #ROOMS}; -1 for a class that is in none of them. */
    private static int room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return type.getPackageName().startsWith("dev.weft.") ? ROOMS.indexOf(parts[2]) : -1;
    }

    private static String[] packages(List<String> rooms) {
        return rooms.stream().map(room -> "dev.weft." + room + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> concrete() {
        return DescribedPredicate.describe(
                "neither abstract nor sealed nor anonymous",
                type -> !type.isInterface()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !type.isAnonymousClass()
                        && !type.isEnum()
                        && !type.reflect().isSealed());
    }

    private static DescribedPredicate<JavaClass> mutable() {
        return DescribedPredicate.describe(
                "made to be changed",
                type -> type.getPackageName().equals("java.util.concurrent.atomic")
                        || type.isAssignableTo(Lock.class)
                        || type.isAssignableTo(ThreadLocal.class)
                        || isMutableCollection(type));
    }

    /** A concrete collection of the JDK: what is constant is declared as List, Set or Map. */
    private static boolean isMutableCollection(JavaClass type) {
        return type.getPackageName().startsWith("java.util")
                && !type.isInterface()
                && (type.isAssignableTo(Iterable.class) || type.isAssignableTo(Map.class));
    }
}
