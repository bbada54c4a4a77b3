package dev.weft.demo;

import dev.weft.demo.support.v1.HelpServiceGrpc;
import dev.weft.demo.support.v1.SearchTopicsRequest;
import dev.weft.demo.support.v1.SearchTopicsResponse;
import dev.weft.demo.support.v1.Topic;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code support.v1.HelpService}. */
final class HelpTopics extends HelpServiceGrpc.HelpServiceImplBase {
    private static final int USUAL_PAGE = 10;

    private final TextSearch<Question> index = new TextSearch<>(Question.ALL, Question::question, Question::answer);

    @Override
    public void searchTopics(SearchTopicsRequest request, StreamObserver<SearchTopicsResponse> call) {
        List<TextSearch.Found<Question>> found = index.find(request.getQuery());
        SearchTopicsResponse.Builder answer = SearchTopicsResponse.newBuilder().setFound(found.size());
        PageSize.first(found, request.getLimit(), USUAL_PAGE).forEach(hit -> answer.addTopics(topic(hit)));
        Answers.send(call, answer.build());
    }

    private static Topic topic(TextSearch.Found<Question> hit) {
        return Topic.newBuilder()
                .setId(hit.what().id())
                .setQuestion(hit.what().question())
                .setAnswer(hit.what().answer())
                .setRelevance((int) Math.round(100 * hit.score()))
                .setAgentNote(hit.what().agentNote())
                .build();
    }
}
