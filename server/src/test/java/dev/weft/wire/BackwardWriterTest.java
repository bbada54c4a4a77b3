package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import dev.weft.v1.PageStatus;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class BackwardWriterTest {
    @Property
    void writesWhatProtobufWrites(
            @ForAll boolean complete,
            @ForAll @Size(max = 40) List<String> names,
            @ForAll int items,
            @ForAll long seconds) {
        PageStatus.Builder expected = PageStatus.newBuilder().setComplete(complete);
        names.forEach(name -> expected.addCalls(call(name, items, seconds)));

        BackwardWriter out = new BackwardWriter();
        for (int i = names.size() - 1; i >= 0; i--) {
            write(call(names.get(i), items, seconds), out);
        }
        if (complete) {
            out.varint(PageStatus.COMPLETE_FIELD_NUMBER, 1);
        }

        assertThat(out.toByteArray()).isEqualTo(expected.build().toByteArray());
        assertThat(out.size()).isEqualTo(expected.build().getSerializedSize());
    }

    private static CallStatus call(String name, int items, long seconds) {
        CallStatus.Builder call =
                CallStatus.newBuilder().setName("call " + name).setOutcome(Outcome.OUTCOME_CACHED);
        call.getAgeBuilder().setSeconds(seconds | 1);
        return call.setItems(items).build();
    }

    private static void write(CallStatus call, BackwardWriter out) {
        int before = out.size();
        out.varint(CallStatus.ITEMS_FIELD_NUMBER, call.getItems());
        int beforeAge = out.size();
        out.varint(1, call.getAge().getSeconds());
        out.message(CallStatus.AGE_FIELD_NUMBER, beforeAge);
        out.varint(CallStatus.OUTCOME_FIELD_NUMBER, call.getOutcomeValue());
        out.string(CallStatus.NAME_FIELD_NUMBER, call.getName());
        out.message(PageStatus.CALLS_FIELD_NUMBER, before);
    }
}
