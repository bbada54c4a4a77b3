package dev.weft.server;

import com.google.protobuf.util.Durations;
import dev.weft.config.v1.AnswerMargin;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Retry;
import dev.weft.config.v1.SlidingWindowType;
import dev.weft.planner.Credentials;

/** What must hold between the parts of a configuration, which no rule on a single field can say. */
final class ConfigurationChecks {
    private ConfigurationChecks() {}

    /**
     * Notes all that does not fit together.
     *
     * @param config with its defaults filled in
     */
    static void check(Config config, ConfigurationFindings findings) {
        answerMargin(config.getAnswerMargin(), findings);
        for (int i = 0; i < config.getForwardHeadersCount(); i++) {
            String path = ConfigurationDecoder.element("forward_headers", i);
            ConfigurationHeaders.name(config.getForwardHeaders(i)).ifPresent(why -> findings.breach(path, why));
        }
        for (int i = 0; i < config.getCache().getUnkeyedHeadersCount(); i++) {
            if (Credentials.isOne(config.getCache().getUnkeyedHeaders(i))) {
                findings.breach(
                        ConfigurationDecoder.element("cache.unkeyed_headers", i),
                        "says who asks: without it one client would see another's answer (expected: a header that says only which request it is)");
            }
        }
        for (int i = 0; i < config.getDownstreamsCount(); i++) {
            String path = ConfigurationDecoder.element("downstreams", i);
            ConfigurationDownstreams.check(config.getDownstreams(i), path, findings);
            retry(config.getDownstreams(i).getRetry(), path + ".retry", findings);
            circuitBreaker(config.getDownstreams(i).getCircuitBreaker(), path + ".circuit_breaker", findings);
        }
        ConfigurationDownstreams.checkNames(config.getDownstreamsList(), findings);
    }

    private static void answerMargin(AnswerMargin margin, ConfigurationFindings findings) {
        if (Durations.compare(margin.getMin(), margin.getMax()) > 0) {
            findings.breach("answer_margin", "min (unless set: 10ms) is more than max (unless set: 150ms)");
        }
    }

    private static void retry(Retry retry, String path, ConfigurationFindings findings) {
        if (Durations.compare(retry.getInitialBackoff(), retry.getMaxBackoff()) > 0) {
            findings.breach(path, "initial_backoff (unless set: 50ms) is more than max_backoff (unless set: 1s)");
        }
    }

    private static void circuitBreaker(CircuitBreaker breaker, String path, ConfigurationFindings findings) {
        if (breaker.getSlidingWindowType() == SlidingWindowType.SLIDING_WINDOW_TYPE_COUNT_BASED
                && breaker.getMinimumNumberOfCalls() > breaker.getSlidingWindowSize()) {
            findings.breach(
                    path,
                    "minimum_number_of_calls (unless set: 10) is more than the calls of sliding_window_size (unless set: 100)");
        }
    }
}
