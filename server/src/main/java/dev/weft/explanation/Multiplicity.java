package dev.weft.explanation;

import dev.weft.plan.CallPlan;
import java.util.List;

/** How often a call of a page is made at most, without the attempts that a downstream's {@code retry} adds. */
public sealed interface Multiplicity {
    /** How often {@code call} is made. */
    static Multiplicity of(CallPlan call) {
        return new Once(call.name());
    }

    /** How many calls they are together: {@code 3 downstream calls}. */
    static String total(List<Multiplicity> all) {
        return all.size() == 1 ? "1 downstream call" : all.size() + " downstream calls";
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
}
