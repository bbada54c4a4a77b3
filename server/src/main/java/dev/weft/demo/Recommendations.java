package dev.weft.demo;

import dev.weft.demo.recommendation.v1.ListRecommendationsRequest;
import dev.weft.demo.recommendation.v1.ListRecommendationsResponse;
import dev.weft.demo.recommendation.v1.Recommendation;
import dev.weft.demo.recommendation.v1.RecommendationServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code recommendation.v1.RecommendationService}: what stands on the same shelf first, then what costs about as much. */
final class Recommendations extends RecommendationServiceGrpc.RecommendationServiceImplBase {
    private static final int USUAL_PAGE = 4;

    @Override
    public void listRecommendations(
            ListRecommendationsRequest request, StreamObserver<ListRecommendationsResponse> call) {
        Optional<ListRecommendationsResponse> answer = Goods.of(request.getProductId())
                .map(goods -> ListRecommendationsResponse.newBuilder()
                        .addAllRecommendations(PageSize.first(with(goods), request.getPageSize(), USUAL_PAGE))
                        .build());
        Answers.sendOrNotFound(call, answer, "product " + request.getProductId());
    }

    private static List<Recommendation> with(Goods goods) {
        return Goods.ALL.stream()
                .filter(other -> !other.equals(goods))
                .sorted(Comparator.comparing((Goods other) -> !other.category().equals(goods.category()))
                        .thenComparing(other -> Math.abs(other.price() - goods.price())))
                .map(Recommendations::recommendation)
                .toList();
    }

    private static Recommendation recommendation(Goods goods) {
        return Recommendation.newBuilder()
                .setProductId(goods.sku())
                .setName(goods.item())
                .setImageUrl(goods.imageUrl())
                .setModelTrace(
                        "shelf-and-price/3 0." + Math.floorMod(goods.sku().hashCode(), 90))
                .build();
    }
}
