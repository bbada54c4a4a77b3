package dev.weft.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;

/** What the library does with lists. */
final class Lists {
    @SuppressWarnings("unchecked")
    private static final Comparator<Object> ORDER = (left, right) -> ((Comparable<Object>) left).compareTo(right);

    private Lists() {}

    /** The first {@code count}; all when there are fewer. */
    static List<?> first(List<?> list, Long count) {
        if (count < 0) {
            throw new CelInvalidArgumentException("first: a negative number");
        }
        return list.subList(0, (int) Math.min(count, list.size()));
    }

    /** Those with equal keys keep their order. */
    static List<?> sorted(List<?> list, List<?> keys) {
        record Keyed(Object element, Object key) {}
        List<Keyed> keyed = new ArrayList<>(list.size());
        Iterator<?> key = keys.iterator();
        for (Object element : list) {
            keyed.add(new Keyed(element, key.next()));
        }
        keyed.sort(Comparator.comparing(Keyed::key, ORDER));
        return keyed.stream().map(Keyed::element).toList();
    }

    /** The least ({@code sign} negative) or the greatest. */
    static Object extreme(List<?> list, int sign) {
        Comparator<Object> order = sign < 0 ? ORDER.reversed() : ORDER;
        return list.stream()
                .map(Object.class::cast)
                .max(order)
                .orElseThrow(() -> new CelInvalidArgumentException("min and max: an empty list"));
    }

    static Object sum(List<?> list, Object zero, BinaryOperator<Object> plus) {
        Object sum = zero;
        for (Object element : list) {
            sum = plus.apply(sum, element);
        }
        return sum;
    }

    static Object addInts(Object left, Object right) {
        try {
            return Math.addExact((Long) left, (Long) right);
        } catch (ArithmeticException e) {
            throw new CelNumericOverflowException(e);
        }
    }

    static Object addUints(Object left, Object right) {
        UnsignedLong sum = ((UnsignedLong) left).plus((UnsignedLong) right);
        if (sum.compareTo((UnsignedLong) left) < 0) {
            throw new CelNumericOverflowException("sum: more than 64 bits");
        }
        return sum;
    }
}
