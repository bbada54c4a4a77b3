package dev.weft.bench.jmh;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.weft.bench.cards.Cards;
import dev.weft.bench.order.v1.ListOrdersResponse;
import dev.weft.bench.order.v1.Order;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.bench.page.v1.OrderCard;
import dev.weft.wire.Mapping;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Piece;
import dev.weft.wire.Projection;
import java.util.List;
import java.util.Map;

/** Three ways of making a page's order cards, of six fields each, of a service's answer, bytes to bytes. Safe for many threads. */
final class OrderCards {
    private static final Map<String, String> SOURCES = Map.of("placed_at", "create_time");
    private static final Descriptor ANSWER = ListOrdersResponse.getDescriptor();
    private static final Descriptor ORDER = Order.getDescriptor();
    private static final Descriptor CARD = OrderCard.getDescriptor();
    private static final FieldDescriptor ORDERS = ANSWER.findFieldByNumber(ListOrdersResponse.ORDERS_FIELD_NUMBER);
    private static final FieldDescriptor CARDS =
            GetDashboardResponse.getDescriptor().findFieldByNumber(GetDashboardResponse.ORDERS_FIELD_NUMBER);

    private final Projection projection = Projection.compile(mapping());

    private static Mapping mapping() {
        Mapping card = new Mapping(ORDER);
        for (FieldDescriptor field : CARD.getFields()) {
            FieldDescriptor from = source(field);
            if (field.getJavaType() == JavaType.MESSAGE) {
                card.project(List.of(from), field, Mapping.identity(field.getMessageType()), Defaults.AS_DECLARED);
            } else {
                card.copy(List.of(from), field, Defaults.AS_DECLARED);
            }
        }
        return new Mapping(ANSWER).project(List.of(ORDERS), CARDS, card, Defaults.AS_DECLARED);
    }

    private static FieldDescriptor source(FieldDescriptor field) {
        return ORDER.findFieldByName(SOURCES.getOrDefault(field.getName(), field.getName()));
    }

    /** Weft's: one checked walk over the bytes. */
    byte[] projected(byte[] answer) {
        if (projection.read(answer) instanceof Piece piece) {
            return piece.toByteArray();
        }
        throw new IllegalArgumentException("answer: damaged");
    }

    /** With the generated classes: parsed, built, serialized. */
    byte[] generated(byte[] answer) throws InvalidProtocolBufferException {
        GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder();
        Cards.addOrders(ListOrdersResponse.parseFrom(answer), page);
        return page.build().toByteArray();
    }

    /** With descriptors alone. */
    byte[] dynamic(byte[] answer) throws InvalidProtocolBufferException {
        DynamicMessage source = DynamicMessage.parseFrom(ANSWER, answer);
        DynamicMessage.Builder page = DynamicMessage.newBuilder(GetDashboardResponse.getDescriptor());
        for (int i = 0; i < source.getRepeatedFieldCount(ORDERS); i++) {
            page.addRepeatedField(CARDS, card((Message) source.getRepeatedField(ORDERS, i)));
        }
        return page.build().toByteArray();
    }

    private static Message card(Message order) {
        DynamicMessage.Builder card = DynamicMessage.newBuilder(CARD);
        for (FieldDescriptor field : CARD.getFields()) {
            FieldDescriptor from = source(field);
            if (!from.hasPresence() || order.hasField(from)) {
                card.setField(field, converted(order.getField(from), field));
            }
        }
        return card.build();
    }

    private static Object converted(Object value, FieldDescriptor field) {
        return field.getJavaType() == JavaType.ENUM
                ? field.getEnumType().findValueByNumberCreatingIfUnknown(((EnumValueDescriptor) value).getNumber())
                : value;
    }
}
