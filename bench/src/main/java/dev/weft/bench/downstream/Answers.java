package dev.weft.bench.downstream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.weft.bench.data.Listing;
import dev.weft.bench.data.Shop;
import dev.weft.bench.item.v1.GetPriceRequest;
import dev.weft.bench.item.v1.GetPriceResponse;
import dev.weft.bench.item.v1.GetStockRequest;
import dev.weft.bench.order.v1.ListOrdersRequest;
import dev.weft.bench.order.v1.Order;
import dev.weft.bench.payment.v1.ListPaymentsRequest;
import dev.weft.bench.user.v1.GetUserRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every answer that there is, ready as bytes. */
record Answers(
        Map<Long, byte[]> users,
        Map<Long, byte[]> orders,
        Map<String, byte[]> payments,
        Map<String, byte[]> prices,
        Map<String, byte[]> stocks) {
    /** The answers, each written by {@code form}. */
    static Answers in(Function<Message, byte[]> form) {
        Answers answers =
                new Answers(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (long id : Shop.users()) {
            Shop shop = Shop.of(id);
            answers.users.put(id, form.apply(shop.user()));
            answers.orders.put(id, form.apply(shop.orders()));
            answers.payments.put(Shop.account(id), form.apply(shop.payments()));
            for (Order order : shop.orders().getOrdersList()) {
                GetPriceResponse price = Listing.price(order);
                answers.prices.put(order.getId(), form.apply(price));
                answers.stocks.put(price.getSupplier(), form.apply(Listing.stock(order)));
            }
        }
        return answers;
    }

    byte @Nullable [] user(byte[] request) throws InvalidProtocolBufferException {
        return users.get(GetUserRequest.parseFrom(request).getId());
    }

    byte @Nullable [] orders(byte[] request) throws InvalidProtocolBufferException {
        return orders.get(ListOrdersRequest.parseFrom(request).getUserId());
    }

    byte @Nullable [] payments(byte[] request) throws InvalidProtocolBufferException {
        return payments.get(ListPaymentsRequest.parseFrom(request).getAccountId());
    }

    byte @Nullable [] price(byte[] request) throws InvalidProtocolBufferException {
        return prices.get(GetPriceRequest.parseFrom(request).getOrderId());
    }

    byte @Nullable [] stock(byte[] request) throws InvalidProtocolBufferException {
        return stocks.get(GetStockRequest.parseFrom(request).getSupplier());
    }
}
