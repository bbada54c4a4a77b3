package dev.weft.demo;

import dev.weft.demo.blog.v1.Article;
import dev.weft.demo.blog.v1.ArticleHit;
import dev.weft.demo.blog.v1.ArticleServiceGrpc;
import dev.weft.demo.blog.v1.SearchArticlesRequest;
import dev.weft.demo.blog.v1.SearchArticlesResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;

/** {@code blog.v1.ArticleService}. */
final class Articles extends ArticleServiceGrpc.ArticleServiceImplBase {
    private static final int USUAL_PAGE = 10;

    private final TextSearch<Story> index = new TextSearch<>(Story.ALL, Story::headline, Story::teaser);

    @Override
    public void searchArticles(SearchArticlesRequest request, StreamObserver<SearchArticlesResponse> call) {
        List<TextSearch.Found<Story>> found = index.find(request.getQuery());
        SearchArticlesResponse.Builder answer =
                SearchArticlesResponse.newBuilder().setTotalSize(found.size());
        PageSize.first(found, request.getPageSize(), USUAL_PAGE)
                .forEach(hit -> answer.addHits(
                        ArticleHit.newBuilder().setArticle(article(hit.what())).setScore(hit.score())));
        Answers.send(call, answer.build());
    }

    private static Article article(Story story) {
        return Article.newBuilder()
                .setId(story.id())
                .setHeadline(story.headline())
                .setTeaser(story.teaser())
                .setAuthor(story.author())
                .setPublishTime(Calendar.ago(Duration.ofDays(story.daysOld())))
                .setSponsor(story.sponsor())
                .build();
    }
}
