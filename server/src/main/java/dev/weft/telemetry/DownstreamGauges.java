package dev.weft.telemetry;

import dev.weft.downstream.Addresses;
import dev.weft.downstream.DownstreamState;
import dev.weft.downstream.DownstreamState.Breaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/**
 * How one downstream does.
 *
 * @param downstream which
 */
record DownstreamGauges(DownstreamState downstream) {
    void register(MeterRegistry registry) {
        Gauge.builder("weft.downstream.calls.in.flight", downstream, DownstreamState::underWay)
                .description("Calls of the downstream that are under way")
                .tag("downstream", downstream.name())
                .strongReference(true)
                .register(registry);
        if (downstream.breaker().isPresent()) {
            for (Breaker state : Breaker.values()) {
                breaker(state, registry);
            }
        }
        if (downstream.addresses().isPresent()) {
            addresses("known", Addresses::known, registry);
            addresses("called", Addresses::called, registry);
        }
        if (downstream.retryTokens().isPresent()) {
            Gauge.builder(
                            "weft.downstream.retry.tokens",
                            downstream,
                            it -> it.retryTokens().orElse(0))
                    .description("What is left of the downstream's retry budget")
                    .tag("downstream", downstream.name())
                    .strongReference(true)
                    .register(registry);
        }
    }

    private void addresses(String state, ToIntFunction<Addresses> count, MeterRegistry registry) {
        Gauge.builder(
                        "weft.downstream.addresses",
                        downstream,
                        it -> it.addresses().map(count::applyAsInt).orElse(0))
                .description("Addresses of the downstream: those that are known, and those that are called")
                .tag("downstream", downstream.name())
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    private void breaker(Breaker state, MeterRegistry registry) {
        Gauge.builder(
                        "weft.downstream.breaker.state",
                        downstream,
                        it -> it.breaker().stream().filter(state::equals).count())
                .description("1 for the state that the downstream's circuit breaker is in")
                .tag("downstream", downstream.name())
                .tag("state", state.name())
                .strongReference(true)
                .register(registry);
    }
}
