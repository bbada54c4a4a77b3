package dev.weft.demo;

import dev.weft.demo.warehouse.v1.ListStockRequest;
import dev.weft.demo.warehouse.v1.ListStockResponse;
import dev.weft.demo.warehouse.v1.StockItem;
import dev.weft.demo.warehouse.v1.StockServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Random;

/** {@code warehouse.v1.StockService}: of every product some, of a few hardly any. */
final class Stock extends StockServiceGrpc.StockServiceImplBase {
    private static final int REORDER_LEVEL = 12;

    @Override
    public void listStock(ListStockRequest request, StreamObserver<ListStockResponse> call) {
        ListStockResponse.Builder answer = ListStockResponse.newBuilder();
        Goods.ALL.forEach(goods -> answer.addItems(item(goods)));
        Answers.send(call, answer.build());
    }

    private static StockItem item(Goods goods) {
        Random random = new Random(goods.sku().hashCode() * 17L);
        int place = Goods.ALL.indexOf(goods);
        return StockItem.newBuilder()
                .setProductId(goods.sku())
                .setName(goods.item())
                .setQuantity(
                        place % 7 == 4 ? 0 : place % 5 == 3 ? random.nextInt(REORDER_LEVEL) : 20 + random.nextInt(400))
                .setReorderLevel(REORDER_LEVEL)
                .setUnitCost(Amounts.house(goods.cost()))
                .setShelf((char) ('A' + place % 6) + "-" + (10 + random.nextInt(40)))
                .build();
    }
}
