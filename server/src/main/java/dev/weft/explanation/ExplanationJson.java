package dev.weft.explanation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.weft.explanation.Explanation.Call;
import dev.weft.explanation.Explanation.Memory;
import dev.weft.plan.Fill;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Reach;
import dev.weft.planner.Explain;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** An explanation for tools, in the shape that docs/operations.md describes: keys are added, and neither renamed nor removed. */
public final class ExplanationJson {
    private final JsonGenerator json;

    private ExplanationJson(JsonGenerator json) {
        this.json = json;
    }

    /** Several, as one document. */
    public static String of(List<Explanation> explanations) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            new ExplanationJson(json).write(explanations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private void write(List<Explanation> explanations) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("pages");
        for (Explanation explanation : explanations) {
            write(explanation);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Explanation explanation) throws IOException {
        json.writeStartObject();
        json.writeStringField("page", explanation.plan().name().toString());
        optional("http", explanation.route());
        optional("timeout", explanation.plan().timeout().map(Explain::words));
        json.writeBooleanField(
                "readMask",
                explanation.plan() instanceof PagePlan page && page.narrowing().isPresent());
        fills("lets", explanation.lets());
        json.writeArrayFieldStart("calls");
        for (Call call : explanation.calls()) {
            write(call);
        }
        json.writeEndArray();
        json.writeNumberField(
                "maxCalls",
                Multiplicity.most(
                        explanation.calls().stream().map(Call::multiplicity).toList()));
        json.writeStringField(
                "answer", explanation.plan().descriptor().getOutputType().getFullName());
        fills("fills", explanation.fills());
        reach(explanation.reach());
        texts("headers", explanation.headers().orElse(List.of()));
        json.writeEndObject();
    }

    private void write(Call call) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", call.name());
        json.writeStringField("method", call.target().method().toString());
        texts("downstreams", call.downstreams());
        json.writeBooleanField("required", call.required());
        json.writeStringField("idempotencyLevel", call.target().idempotency().name());
        texts("waitsFor", call.waitsFor());
        optional("onlyIf", call.only());
        optional("fallback", call.fallback());
        fills("binds", call.binds());
        json.writeStringField("atMost", call.multiplicity().words());
        json.writeNumberField("maxCalls", call.multiplicity().most());
        if (call.multiplicity() instanceof Multiplicity.OfEach each) {
            json.writeStringField("forEach", each.list());
            json.writeNumberField("maxParallel", each.width());
        }
        if (call.memory().isPresent()) {
            write(call.memory().get());
        }
        json.writeEndObject();
    }

    private void write(Memory memory) throws IOException {
        json.writeObjectFieldStart("cache");
        json.writeStringField("ttl", Explain.words(memory.rule().ttl()));
        json.writeStringField(
                "staleWhileRevalidate", Explain.words(memory.rule().staleWhileRevalidate()));
        json.writeStringField("staleIfError", Explain.words(memory.rule().staleIfError()));
        json.writeBooleanField("shared", memory.rule().shared());
        texts("fields", memory.fields());
        json.writeEndObject();
    }

    private void reach(Reach reach) throws IOException {
        json.writeArrayFieldStart("leaving");
        for (Reach.Leaving leaving : reach.leaving()) {
            json.writeStartObject();
            json.writeStringField("call", leaving.call());
            texts("copied", leaving.copied());
            texts("read", leaving.read());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("given");
        for (Reach.Given given : reach.given()) {
            json.writeStartObject();
            json.writeStringField("call", given.call());
            json.writeStringField("field", given.field());
            texts("request", given.request());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void fills(String name, List<Fill> fills) throws IOException {
        json.writeArrayFieldStart(name);
        for (Fill fill : fills) {
            json.writeStartObject();
            json.writeStringField("field", fill.field());
            json.writeStringField("expression", fill.expression());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }
}
