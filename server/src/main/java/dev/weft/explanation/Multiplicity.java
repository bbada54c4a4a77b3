package dev.weft.explanation;

import dev.weft.plan.CallPlan;
import java.util.List;

/** How often a call of a page is made at most, without the attempts that a downstream's {@code retry} adds. */
public sealed interface Multiplicity {
    /** How often {@code call} is made. */
    static Multiplicity of(CallPlan call) {
        return call.forEach()
                .<Multiplicity>map(each -> new OfEach(call.name(), each.expression(), each.width()))
                .orElseGet(() -> new Once(call.name()));
    }

    /** How many calls they are together: {@code 3 downstream calls}, {@code 2 downstream calls, and one for each of orders.orders}. */
    static String total(List<Multiplicity> all) {
        long once = all.stream().filter(Once.class::isInstance).count();
        StringBuilder total = new StringBuilder(once == 1 ? "1 downstream call" : once + " downstream calls");
        all.stream()
                .filter(OfEach.class::isInstance)
                .map(each -> ((OfEach) each).list())
                .forEach(list -> total.append(", and one for each of ").append(list));
        return total.toString();
    }

    /** The call. */
    String call();

    /** In words. */
    String words();

    /** At most once. */
    record Once(String call) implements Multiplicity {
        @Override
        public String words() {
            return "once";
        }
    }

    /**
     * Once for each element of a list, of which nobody knows the length before.
     *
     * @param list the list, as it is written
     * @param width how many are under way at once
     */
    record OfEach(String call, String list, int width) implements Multiplicity {
        @Override
        public String words() {
            return "one per item of " + list + " (unbounded), at most " + width + " at once";
        }
    }
}
