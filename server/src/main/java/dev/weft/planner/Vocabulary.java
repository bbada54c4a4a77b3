package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.weft.diagnostics.Findings;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import dev.weft.v1.Page;

/** Sees to it that a page says nothing that this version of Weft does not know. */
final class Vocabulary {
    private Vocabulary() {}

    static void check(MethodDescriptor method, Page page, Findings findings) {
        Spot spot = Spot.page(method);
        check(page, spot, findings);
        for (int i = 0; i < page.getCallCount(); i++) {
            Spot call = spot.in("call", Page.CALL_FIELD_NUMBER, i);
            check(page.getCall(i), call, findings);
            for (int j = 0; j < page.getCall(i).getIndexCount(); j++) {
                check(page.getCall(i).getIndex(j), call.in("index", Call.INDEX_FIELD_NUMBER, j), findings);
            }
            check(page.getCall(i).getCache(), call.in("cache", Call.CACHE_FIELD_NUMBER), findings);
        }
    }

    private static void check(Message message, Spot spot, Findings findings) {
        for (int number : message.getUnknownFields().asMap().keySet()) {
            findings.error(
                    spot,
                    "this version of Weft does not know field " + number + " of "
                            + message.getDescriptorForType().getFullName()
                            + " (expected: the weft/v1/page.proto of this version)");
        }
    }
}
