package dev.weft.demo;

import dev.weft.demo.review.v1.ListReviewsRequest;
import dev.weft.demo.review.v1.ListReviewsResponse;
import dev.weft.demo.review.v1.Review;
import dev.weft.demo.review.v1.ReviewServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code review.v1.ReviewService}. Of what is not sold there are no reviews. */
final class Reviews extends ReviewServiceGrpc.ReviewServiceImplBase {
    private static final int USUAL_PAGE = 10;

    @Override
    public void listReviews(ListReviewsRequest request, StreamObserver<ListReviewsResponse> call) {
        List<Review> all =
                Goods.of(request.getProductId()).map(ReviewRecords::of).orElse(List.of());
        Answers.send(
                call,
                ListReviewsResponse.newBuilder()
                        .addAllReviews(PageSize.first(all, request.getPageSize(), USUAL_PAGE))
                        .setTotalSize(all.size())
                        .setAverageStars(average(all))
                        .build());
    }

    /** With one decimal. */
    private static double average(List<Review> reviews) {
        double stars = reviews.stream().mapToInt(Review::getStars).average().orElse(0);
        return Math.round(10 * stars) / 10.0;
    }
}
