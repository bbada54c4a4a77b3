package dev.weft.demo;

import dev.weft.demo.traffic.v1.SummarizeVisitsRequest;
import dev.weft.demo.traffic.v1.SummarizeVisitsResponse;
import dev.weft.demo.traffic.v1.VisitServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code traffic.v1.VisitService}. */
final class Visits extends VisitServiceGrpc.VisitServiceImplBase {
    @Override
    public void summarizeVisits(SummarizeVisitsRequest request, StreamObserver<SummarizeVisitsResponse> call) {
        List<Day> days = Day.last(request.getDays());
        Answers.send(
                call,
                SummarizeVisitsResponse.newBuilder()
                        .setVisits(days.stream().mapToLong(Day::visits).sum())
                        .setVisitors(days.stream().mapToLong(Day::visitors).sum())
                        .setBounces(days.stream().mapToLong(Day::bounces).sum())
                        .build());
    }
}
