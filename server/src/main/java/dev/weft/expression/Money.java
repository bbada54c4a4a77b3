package dev.weft.expression;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import java.math.BigInteger;
import java.util.List;

/** Sums and products of messages that have the fields of google.type.Money: whole units, and nanos of the same sign. */
final class Money {
    private static final BigInteger NANOS_PER_UNIT = BigInteger.valueOf(1_000_000_000);
    private static final String CURRENCY = "currency_code";
    private static final String UNITS = "units";
    private static final String NANOS = "nanos";

    private Money() {}

    static boolean isMoney(Descriptor type) {
        return has(type, CURRENCY, FieldDescriptor.Type.STRING)
                && has(type, UNITS, FieldDescriptor.Type.INT64)
                && has(type, NANOS, FieldDescriptor.Type.INT32);
    }

    private static boolean has(Descriptor type, String name, FieldDescriptor.Type wanted) {
        FieldDescriptor field = type.findFieldByName(name);
        return field != null && field.getType() == wanted && !field.isRepeated();
    }

    /** The sum; of an empty list nothing, in no currency, which changes no other sum. */
    static Message sum(Descriptor type, List<?> list) {
        String currency = "";
        BigInteger sum = BigInteger.ZERO;
        boolean first = true;
        for (Object each : list) {
            Message money = (Message) each;
            BigInteger nanos = nanos(money);
            if (currency(money).isEmpty() && nanos.signum() == 0) {
                continue;
            }
            if (!first && !currency.equals(currency(money))) {
                throw new CelInvalidArgumentException("sum: several currencies");
            }
            first = false;
            currency = currency(money);
            sum = sum.add(nanos);
        }
        return of(type, currency, sum);
    }

    static Message times(Message money, Long factor) {
        return of(money.getDescriptorForType(), currency(money), nanos(money).multiply(BigInteger.valueOf(factor)));
    }

    private static Message of(Descriptor type, String currency, BigInteger nanos) {
        BigInteger[] parts = nanos.divideAndRemainder(NANOS_PER_UNIT);
        if (parts[0].bitLength() >= Long.SIZE) {
            throw new CelNumericOverflowException("money: more than 64 bits");
        }
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName(CURRENCY), currency)
                .setField(type.findFieldByName(UNITS), parts[0].longValue())
                .setField(type.findFieldByName(NANOS), parts[1].intValue())
                .build();
    }

    private static String currency(Message money) {
        return (String) money.getField(money.getDescriptorForType().findFieldByName(CURRENCY));
    }

    private static BigInteger nanos(Message money) {
        Descriptor type = money.getDescriptorForType();
        BigInteger units = BigInteger.valueOf((Long) money.getField(type.findFieldByName(UNITS)));
        int nanos = (Integer) money.getField(type.findFieldByName(NANOS));
        return units.multiply(NANOS_PER_UNIT).add(BigInteger.valueOf(nanos));
    }
}
