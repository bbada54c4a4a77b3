package dev.weft.demo;

import dev.weft.demo.catalog.v1.GetProductRequest;
import dev.weft.demo.catalog.v1.GetProductResponse;
import dev.weft.demo.catalog.v1.ProductHit;
import dev.weft.demo.catalog.v1.ProductServiceGrpc;
import dev.weft.demo.catalog.v1.SearchProductsRequest;
import dev.weft.demo.catalog.v1.SearchProductsResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code catalog.v1.ProductService}. */
final class Products extends ProductServiceGrpc.ProductServiceImplBase {
    private static final int USUAL_PAGE = 10;

    private final TextSearch<Goods> index =
            new TextSearch<>(Goods.ALL, Goods::item, goods -> goods.category() + " " + goods.description());

    @Override
    public void getProduct(GetProductRequest request, StreamObserver<GetProductResponse> call) {
        Answers.sendOrNotFound(
                call,
                Goods.of(request.getId())
                        .map(goods -> GetProductResponse.newBuilder()
                                .setProduct(ProductRecords.of(goods))
                                .build()),
                "product " + request.getId());
    }

    @Override
    public void searchProducts(SearchProductsRequest request, StreamObserver<SearchProductsResponse> call) {
        List<TextSearch.Found<Goods>> found = index.find(request.getQuery());
        SearchProductsResponse.Builder answer =
                SearchProductsResponse.newBuilder().setTotalSize(found.size());
        PageSize.first(found, request.getPageSize(), USUAL_PAGE)
                .forEach(hit -> answer.addHits(ProductHit.newBuilder()
                        .setProduct(ProductRecords.of(hit.what()))
                        .setScore(hit.score())));
        Answers.send(call, answer.build());
    }
}
