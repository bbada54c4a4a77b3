package dev.weft.bench.soak;

import com.google.rpc.Code;
import dev.weft.bench.data.ExpectedPage;
import dev.weft.bench.data.Shop;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.v1.CallStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows what every page must say. Immutable. */
final class Check {
    /** What a page is. */
    enum Verdict {
        /** All of it is there, and right. */
        COMPLETE,
        /** What is there is right, and what is not is named. */
        PARTIAL,
        /** Neither. */
        WRONG
    }

    private final Map<Long, GetDashboardResponse> pages =
            Arrays.stream(Shop.users()).boxed().collect(Collectors.toMap(Function.identity(), ExpectedPage::of));

    Verdict of(GetDashboardResponse page, long user) {
        GetDashboardResponse whole = pages.get(user);
        if (whole == null
                || !page.getUser().equals(whole.getUser())
                || !page.getOrdersList().equals(whole.getOrdersList())) {
            return Verdict.WRONG;
        }
        boolean there = page.getPaymentsList().equals(whole.getPaymentsList());
        if (page.getStatus().getComplete()) {
            return there ? Verdict.COMPLETE : Verdict.WRONG;
        }
        // What is not complete has at least one call that says so; what is not there at all has one that failed.
        boolean named = page.getStatus().getCallsList().stream()
                .anyMatch(call -> call.getName().equals("payments") && failed(call));
        boolean right = there || (page.getPaymentsCount() == 0 && named);
        return right ? Verdict.PARTIAL : Verdict.WRONG;
    }

    private static boolean failed(CallStatus call) {
        return call.getCode() != Code.OK;
    }
}
