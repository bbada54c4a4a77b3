package dev.weft.demo;

import com.google.protobuf.Duration;
import dev.weft.demo.support.v1.SummarizeTicketsRequest;
import dev.weft.demo.support.v1.SummarizeTicketsResponse;
import dev.weft.demo.support.v1.TicketServiceGrpc;
import dev.weft.demo.support.v1.TicketSummary;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code support.v1.TicketService}. */
final class Tickets extends TicketServiceGrpc.TicketServiceImplBase {
    private static final int WAITING = 23;
    private static final Duration MEDIAN_FIRST_ANSWER =
            Duration.newBuilder().setSeconds(5_580).build();

    @Override
    public void summarizeTickets(SummarizeTicketsRequest request, StreamObserver<SummarizeTicketsResponse> call) {
        List<Day> days = Day.last(request.getDays());
        SummarizeTicketsResponse.Builder answer =
                SummarizeTicketsResponse.newBuilder().setWaiting(WAITING).setMedianFirstAnswer(MEDIAN_FIRST_ANSWER);
        for (int i = 0; i < Day.SUBJECTS.size(); i++) {
            int subject = i;
            answer.addSubjects(TicketSummary.newBuilder()
                    .setSubject(Day.SUBJECTS.get(i))
                    .setOpened(days.stream()
                            .mapToLong(day -> day.tickets().get(subject))
                            .sum())
                    .setSolved(days.stream()
                            .mapToLong(day -> day.solved().get(subject))
                            .sum()));
        }
        Answers.send(call, answer.build());
    }
}
