package dev.weft.demo;

import dev.weft.demo.marketplace.v1.GetSellerRequest;
import dev.weft.demo.marketplace.v1.GetSellerResponse;
import dev.weft.demo.marketplace.v1.Seller;
import dev.weft.demo.marketplace.v1.SellerServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Random;

/** {@code marketplace.v1.SellerService}. */
final class Sellers extends SellerServiceGrpc.SellerServiceImplBase {
    @Override
    public void getSeller(GetSellerRequest request, StreamObserver<GetSellerResponse> call) {
        Answers.sendOrNotFound(
                call,
                Merchant.ALL.stream()
                        .filter(merchant -> merchant.id().equals(request.getId()))
                        .findFirst()
                        .map(Sellers::answer),
                "seller " + request.getId());
    }

    private static GetSellerResponse answer(Merchant merchant) {
        Random random = new Random(merchant.id().hashCode());
        return GetSellerResponse.newBuilder()
                .setSeller(Seller.newBuilder()
                        .setId(merchant.id())
                        .setDisplayName(merchant.name())
                        .setCity(merchant.city())
                        .setCreateTime(Calendar.ago(Duration.ofDays(365L * merchant.years() + random.nextInt(365))))
                        .setOnTimePercent(merchant.onTime())
                        .setIban("XX" + Digits.of(20, random.nextLong() >>> 1))
                        .setCommissionPercent(8 + random.nextInt(9) / 2.0))
                .build();
    }
}
