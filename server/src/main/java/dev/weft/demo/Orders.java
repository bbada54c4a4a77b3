package dev.weft.demo;

import dev.weft.demo.order.v1.Channel;
import dev.weft.demo.order.v1.ChannelSummary;
import dev.weft.demo.order.v1.ListOrdersRequest;
import dev.weft.demo.order.v1.ListOrdersResponse;
import dev.weft.demo.order.v1.Order;
import dev.weft.demo.order.v1.OrderServiceGrpc;
import dev.weft.demo.order.v1.SummarizeOrdersRequest;
import dev.weft.demo.order.v1.SummarizeOrdersResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code order.v1.OrderService}: lists in pages (AIP-158), and what came of some days. */
final class Orders extends OrderServiceGrpc.OrderServiceImplBase {
    private static final int DEFAULT_PAGE = 5;
    private static final int LARGEST_PAGE = 100;

    private final DemoData data;

    Orders(DemoData data) {
        this.data = data;
    }

    @Override
    public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> answer) {
        try {
            answer.onNext(page(request));
            answer.onCompleted();
        } catch (StatusException e) {
            answer.onError(e);
        }
    }

    @Override
    public void summarizeOrders(SummarizeOrdersRequest request, StreamObserver<SummarizeOrdersResponse> call) {
        List<Day> days = Day.last(request.getDays(), request.getDaysAgo());
        SummarizeOrdersResponse.Builder answer = SummarizeOrdersResponse.newBuilder();
        List.of(Channel.CHANNEL_WEB, Channel.CHANNEL_APP, Channel.CHANNEL_STORE)
                .forEach(channel -> answer.addChannels(summary(channel, days)));
        Answers.send(call, answer.build());
    }

    private static ChannelSummary summary(Channel channel, List<Day> days) {
        List<Day.Sales> sales = days.stream().map(day -> day.sales(channel)).toList();
        return ChannelSummary.newBuilder()
                .setChannel(channel)
                .setOrders(sales.stream().mapToLong(Day.Sales::orders).sum())
                .setRevenue(Amounts.house(
                        sales.stream().mapToLong(Day.Sales::revenue).sum()))
                .setMargin(Amounts.house(
                        sales.stream().mapToLong(Day.Sales::margin).sum()))
                .build();
    }

    private ListOrdersResponse page(ListOrdersRequest request) throws StatusException {
        List<Order> orders = data.orders().get(request.getUserId());
        if (orders == null) {
            throw Status.NOT_FOUND
                    .withDescription("no user " + request.getUserId())
                    .asException();
        }
        int start = start(request, orders.size());
        int end = Math.min(start + size(request), orders.size());
        ListOrdersResponse.Builder page = ListOrdersResponse.newBuilder().addAllOrders(orders.subList(start, end));
        if (end < orders.size()) {
            page.setNextPageToken(PageToken.write(request.getUserId(), end));
        }
        return page.build();
    }

    private static int start(ListOrdersRequest request, int count) throws StatusException {
        if (request.getPageToken().isEmpty()) {
            return 0;
        }
        return PageToken.read(request.getPageToken(), request.getUserId())
                .filter(start -> start < count)
                .orElseThrow(() -> Status.INVALID_ARGUMENT
                        .withDescription("page_token is not one of this list's")
                        .asException());
    }

    private static int size(ListOrdersRequest request) throws StatusException {
        if (request.getPageSize() < 0) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("page_size is negative")
                    .asException();
        }
        return request.getPageSize() == 0 ? DEFAULT_PAGE : Math.min(request.getPageSize(), LARGEST_PAGE);
    }
}
