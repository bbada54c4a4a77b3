package dev.weft.bench.data;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.bench.item.v1.GetPriceResponse;
import dev.weft.bench.item.v1.GetStockResponse;
import dev.weft.bench.listing.v1.GetListingResponse;
import dev.weft.bench.listing.v1.ListedOrder;
import dev.weft.bench.order.v1.Order;

/** The page with calls for each of a user's orders, and what these calls answer. */
public final class Listing {
    private static final int STOCKS = 1000;

    private Listing() {}

    /** What was paid for an order. No two orders have one supplier, so that no two calls are equal. */
    public static GetPriceResponse price(Order order) {
        return GetPriceResponse.newBuilder()
                .setPrice(order.getTotal())
                .setSupplier("supplier-of-" + order.getId())
                .setInternalNote(order.getInternalNote())
                .build();
    }

    /** What its supplier has. */
    public static GetStockResponse stock(Order order) {
        return GetStockResponse.newBuilder()
                .setLevel(1 + Math.floorMod(order.getId().hashCode(), STOCKS))
                .setWarehouse("Hamburg")
                .build();
    }

    /** Whether an answer is the page of that user. */
    public static boolean matches(byte[] answer, long user) {
        try {
            return GetListingResponse.parseFrom(answer).equals(page(user));
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static GetListingResponse page(long user) {
        GetListingResponse.Builder page = GetListingResponse.newBuilder();
        for (Order order : Shop.of(user).orders().getOrdersList()) {
            page.addOrders(ListedOrder.newBuilder()
                    .setId(order.getId())
                    .setTitle(order.getTitle())
                    .setPrice(price(order).getPrice())
                    .setLevel(stock(order).getLevel()));
        }
        return page.build();
    }
}
