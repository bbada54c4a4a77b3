package dev.weft.server;

import dev.weft.demo.DemoService;
import dev.weft.demo.Fault;
import dev.weft.planner.DurationText;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that let the demo's services misbehave. */
final class DemoFaults {
    @Option(
            names = "--fail",
            paramLabel = "SERVICE",
            converter = ServiceName.class,
            description = "Lets a service of the demo fail: users, orders, payments, products, … Repeatable.")
    private List<DemoService> failing = List.of();

    @Option(
            names = "--slow",
            paramLabel = "SERVICE=TIME",
            converter = {ServiceName.class, Time.class},
            description = "Lets a service of the demo answer later: payments=2s. Repeatable.")
    private Map<DemoService, Duration> slow = new LinkedHashMap<>();

    @Option(
            names = "--hang",
            paramLabel = "SERVICE",
            converter = ServiceName.class,
            description = "Lets a service of the demo never answer. Repeatable.")
    private List<DemoService> hanging = List.of();

    Map<DemoService, Fault> byService() {
        Map<DemoService, Fault> faults = new EnumMap<>(DemoService.class);
        slow.forEach((service, delay) -> faults.put(service, new Fault.Slow(delay)));
        hanging.forEach(service -> faults.put(service, new Fault.Hang()));
        failing.forEach(service -> faults.put(service, new Fault.Fail()));
        return faults;
    }

    private static final class ServiceName implements ITypeConverter<DemoService> {
        @Override
        public DemoService convert(String value) {
            return DemoService.labelled(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" (expected: " + String.join(", ", DemoService.labels()) + ")"));
        }
    }

    private static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return DurationText.parse(value)
                    .orElseThrow(() ->
                            new TypeConversionException("\"" + value + "\" (expected: a time, such as 300ms or 2s)"));
        }
    }
}
