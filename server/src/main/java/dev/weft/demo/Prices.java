package dev.weft.demo;

import com.google.type.Money;
import dev.weft.demo.pricing.v1.GetPriceRequest;
import dev.weft.demo.pricing.v1.GetPriceResponse;
import dev.weft.demo.pricing.v1.PriceServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** {@code pricing.v1.PriceService}: every fourth product is on offer, for a fifth less. */
final class Prices extends PriceServiceGrpc.PriceServiceImplBase {
    @Override
    public void getPrice(GetPriceRequest request, StreamObserver<GetPriceResponse> call) {
        Answers.sendOrNotFound(
                call, Goods.of(request.getProductId()).map(Prices::price), "product " + request.getProductId());
    }

    private static GetPriceResponse price(Goods goods) {
        Money regular = Amounts.house(goods.price());
        GetPriceResponse.Builder price =
                GetPriceResponse.newBuilder().setAmount(regular).setFloor(Amounts.house(goods.cost() * 21 / 20));
        if (Goods.ALL.indexOf(goods) % 4 == 1) {
            price.setAmount(Amounts.house(goods.price() * 4 / 5))
                    .setRegularAmount(regular)
                    .setOfferEndTime(Calendar.ago(Duration.ofHours(-62)));
        }
        return price.build();
    }
}
