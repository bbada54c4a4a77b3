package dev.weft.explanation;

import dev.weft.plan.CallPlan;
import java.util.List;

/** How often a call of a page is made at most, without the attempts that a downstream's {@code retry} adds. */
public sealed interface Multiplicity {
    /** How often {@code call} is made. */
    static Multiplicity of(CallPlan call) {
        return call.forEach()
                .<Multiplicity>map(each -> new OfEach(call.name(), each.expression(), each.maxItems(), each.width()))
                .orElseGet(() -> new Once(call.name()));
    }

    /** How many calls they are together at most: {@code 3 downstream calls}. */
    static String total(List<Multiplicity> all) {
        long most = most(all);
        return most == 1 ? "1 downstream call" : most + " downstream calls";
    }

    /** How many calls they are together, at most. */
    static long most(List<Multiplicity> all) {
        return all.stream().mapToLong(Multiplicity::most).sum();
    }

    /** The call. */
    String call();

    /** How many calls it is, at most. */
    long most();

    /** In words. */
    String words();

    /** At most once. */
    record Once(String call) implements Multiplicity {
        @Override
        public long most() {
            return 1;
        }

        @Override
        public String words() {
            return "once";
        }
    }

    /**
     * Once for each element of a list.
     *
     * @param list the list, as it is written
     * @param most how many elements it may have
     * @param width how many are under way at once
     */
    record OfEach(String call, String list, long most, int width) implements Multiplicity {
        @Override
        public String words() {
            return "once for each of " + list + ", " + most + " at most and " + (width < most ? width : "all")
                    + " at once";
        }
    }
}
