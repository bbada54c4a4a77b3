package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import com.google.type.Money;
import dev.weft.analytics.v1.AnalyticsServiceGrpc;
import dev.weft.analytics.v1.ChannelSales;
import dev.weft.analytics.v1.GetAnalyticsRequest;
import dev.weft.analytics.v1.GetAnalyticsResponse;
import dev.weft.analytics.v1.LowStock;
import dev.weft.productpage.v1.GetProductPageRequest;
import dev.weft.productpage.v1.GetProductPageResponse;
import dev.weft.productpage.v1.ProductPageServiceGrpc;
import dev.weft.productpage.v1.Recommendation;
import dev.weft.search.v1.Hit;
import dev.weft.search.v1.HitKind;
import dev.weft.search.v1.SearchRequest;
import dev.weft.search.v1.SearchResponse;
import dev.weft.search.v1.SearchServiceGrpc;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import dev.weft.v1.PageStatus;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demo's other screens as clients of two doors have them: complete, without optional services, without a required one. */
class ScreensIT {
    private static final GetProductPageRequest LAPTOP =
            GetProductPageRequest.newBuilder().setProductId("CMP-1401").build();
    private static final GetAnalyticsRequest COMPARED =
            GetAnalyticsRequest.newBuilder().setDays(30).setCompare(true).build();
    private static final SearchRequest QUERY =
            SearchRequest.newBuilder().setQuery("laptop").build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private WeftProcess weft;
    private ManagedChannel channel;

    /** Each page is asked for once before: a cold one is late. */
    private void demo(String... faults) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--grpc-port", "0", "--http-port", "0"));
        arguments.addAll(List.of(faults));
        weft = WeftProcess.ready(arguments.toArray(String[]::new));
        channel = ServedDashboard.channel(weft.grpcPort());
        for (String path : List.of("products/CMP-1401/page", "search?query=laptop", "admin/analytics?compare=true")) {
            get("/v1/" + path);
        }
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        weft.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + weft.httpPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** The page, which both doors answer alike but for the time that it took. */
    private <T extends Message> T page(Supplier<T> grpc, String path, Function<T, PageStatus> status) throws Exception {
        T page = grpc.get();
        Message.Builder json = page.newBuilderForType();
        HttpResponse<String> got = get(path);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        JsonFormat.parser().merge(got.body(), json);
        assertThat(got.headers().firstValue("weft-partial").isEmpty())
                .isEqualTo(status.apply(page).getComplete());
        assertThat(timeless(json.build())).isEqualTo(timeless(page));
        return page;
    }

    private static Message timeless(Message page) {
        var field = page.getDescriptorForType().findFieldByName("status");
        PageStatus.Builder status = ((PageStatus) page.getField(field)).toBuilder();
        status.getCallsBuilderList().forEach(CallStatus.Builder::clearTook);
        return page.toBuilder().setField(field, status.build()).build();
    }

    private GetProductPageResponse product() throws Exception {
        return page(
                () -> ProductPageServiceGrpc.newBlockingStub(channel).getProductPage(LAPTOP),
                "/v1/products/CMP-1401/page",
                GetProductPageResponse::getStatus);
    }

    private SearchResponse search() throws Exception {
        return page(
                () -> SearchServiceGrpc.newBlockingStub(channel).search(QUERY),
                "/v1/search?query=laptop",
                SearchResponse::getStatus);
    }

    private GetAnalyticsResponse analytics() throws Exception {
        return page(
                () -> AnalyticsServiceGrpc.newBlockingStub(channel).getAnalytics(COMPARED),
                "/v1/admin/analytics?days=30&compare=true",
                GetAnalyticsResponse::getStatus);
    }

    private static Map<String, Outcome> outcomes(PageStatus status) {
        return status.getCallsList().stream().collect(Collectors.toMap(CallStatus::getName, CallStatus::getOutcome));
    }

    private static long hundredths(Money money) {
        return money.getUnits() * 100 + money.getNanos() / 10_000_000;
    }

    @Test
    void complete() throws Exception {
        demo();
        theProduct(product());
        theHits(search());
        theFigures(analytics());
    }

    private static void theProduct(GetProductPageResponse page) {
        assertThat(page.getStatus().getComplete()).isTrue();
        assertThat(page.getProduct().getName()).isEqualTo("Laptop");
        assertThat(page.getPrice().getAmount().getUnits()).isEqualTo(1299);
        assertThat(page.getReviews().getLatestList()).hasSize(3);
        assertThat(page.getReviews().getCount()).isGreaterThan(3);
        assertThat(page.getReviews().getAverageStars()).isBetween(1.0, 5.0);
        assertThat(page.getSeller().getName()).isEqualTo("Kestrel Electronics");
        assertThat(page.getRecommendedList())
                .extracting(Recommendation::getName)
                .containsExactly("27-inch monitor", "USB-C dock", "Mechanical keyboard", "Espresso machine");
        assertThat(page.getRecommendedList())
                .extracting(recommendation -> hundredths(recommendation.getPrice()))
                .containsExactly(34_900L, 17_950L, 11_900L, 44_900L);
        assertThat(page.getStatus().getCallsList())
                .filteredOn(call -> call.getName().equals("price"))
                .extracting(CallStatus::getItems, CallStatus::getFailedItems)
                .containsExactly(Assertions.tuple(4, 0));
    }

    private static void theHits(SearchResponse page) {
        assertThat(page.getStatus().getComplete()).isTrue();
        assertThat(page.getHitsList())
                .extracting(Hit::getKind)
                .startsWith(HitKind.HIT_KIND_PRODUCT, HitKind.HIT_KIND_ARTICLE, HitKind.HIT_KIND_HELP);
        assertThat(page.getHitsList())
                .isSortedAccordingTo(Comparator.comparingDouble(Hit::getScore).reversed())
                .allSatisfy(hit -> assertThat(hit.getTitle() + hit.getText()).containsIgnoringCase("laptop"));
        assertThat(page.getTotalSize()).isEqualTo(page.getHitsCount());
    }

    private static void theFigures(GetAnalyticsResponse page) {
        assertThat(page.getStatus().getComplete()).isTrue();
        assertThat(page.getDays()).isEqualTo(30);
        List<ChannelSales> channels = page.getSales().getChannelsList();
        assertThat(hundredths(page.getSales().getRevenue()))
                .isEqualTo(channels.stream()
                        .mapToLong(it -> hundredths(it.getRevenue()))
                        .sum())
                .isPositive();
        assertThat(page.getSales().getOrders())
                .isEqualTo(channels.stream().mapToLong(ChannelSales::getOrders).sum());
        assertThat(hundredths(page.getSales().getAverageOrder()))
                .isEqualTo(hundredths(page.getSales().getRevenue())
                        / page.getSales().getOrders());
        assertThat(page.getSales().hasGrowthPercent()).isTrue();
        assertThat(channels.stream().mapToDouble(ChannelSales::getSharePercent).sum())
                .isCloseTo(100, Assertions.within(0.3));
        assertThat(hundredths(page.getPayments().getNet()))
                .isEqualTo(hundredths(page.getPayments().getCaptured())
                        - hundredths(page.getPayments().getRefunded()));
        assertThat(page.getVisits().getConversionPercent())
                .isCloseTo(
                        100.0 * page.getSales().getOrders() / page.getVisits().getVisits(), Assertions.within(0.101));
        assertThat(page.getStock().getLowList())
                .isSortedAccordingTo(Comparator.comparingLong(LowStock::getQuantity))
                .filteredOn(low -> low.getQuantity() == 0)
                .hasSize(page.getStock().getSoldOut());
        assertThat(hundredths(page.getStock().getValue())).isPositive();
        assertThat(page.getSupport().getMostAbout()).isEqualTo("Delivery");
    }

    @Test
    void whatIsNotAskedForIsNotNeeded() throws Exception {
        demo();
        GetAnalyticsResponse page =
                AnalyticsServiceGrpc.newBlockingStub(channel).getAnalytics(GetAnalyticsRequest.getDefaultInstance());
        assertThat(page.getStatus().getComplete()).isTrue();
        assertThat(outcomes(page.getStatus())).containsEntry("sales_before", Outcome.OUTCOME_NOT_NEEDED);
        assertThat(page.getSales().hasGrowthPercent()).isFalse();
        assertThat(page.getDays()).isEqualTo(7);
        assertThat(get("/v1/admin/analytics?days=91").statusCode()).isEqualTo(400);
        assertThat(get("/v1/search").statusCode()).isEqualTo(400);
        assertThat(get("/v1/products/CMP-0000/page").statusCode()).isEqualTo(404);
    }

    @Test
    void goesOnWithoutOptionalServices() throws Exception {
        demo("--fail", "sellers", "--hang", "articles", "--fail", "visits");

        GetProductPageResponse product = product();
        assertThat(outcomes(product.getStatus())).containsEntry("seller", Outcome.OUTCOME_FAILED);
        assertThat(product.hasSeller()).isFalse();
        assertThat(product.getReviews().getLatestList()).isNotEmpty();

        SearchResponse search = search();
        assertThat(outcomes(search.getStatus())).containsEntry("articles", Outcome.OUTCOME_FAILED);
        assertThat(search.getHitsList())
                .extracting(Hit::getKind)
                .contains(HitKind.HIT_KIND_PRODUCT, HitKind.HIT_KIND_HELP)
                .doesNotContain(HitKind.HIT_KIND_ARTICLE);

        GetAnalyticsResponse analytics = analytics();
        assertThat(outcomes(analytics.getStatus())).containsEntry("visits", Outcome.OUTCOME_FAILED);
        assertThat(analytics.hasVisits()).isFalse();
        assertThat(analytics.getSales().getOrders()).isPositive();
        assertThat(analytics.getSupport().getOpened()).isPositive();
    }

    @Test
    void recommendsWithoutPrices() throws Exception {
        demo("--fail", "prices");
        GetProductPageResponse product = product();
        assertThat(outcomes(product.getStatus()))
                .containsEntry("offer", Outcome.OUTCOME_FAILED)
                .containsEntry("price", Outcome.OUTCOME_FAILED)
                .containsEntry("recommended", Outcome.OUTCOME_FRESH);
        assertThat(product.hasPrice()).isFalse();
        assertThat(product.getRecommendedList()).hasSize(4).noneMatch(Recommendation::hasPrice);
    }

    @Test
    void failsWithoutTheRequiredService() throws Exception {
        demo("--fail", "products", "--fail", "orders");

        fails("product", () -> ProductPageServiceGrpc.newBlockingStub(channel).getProductPage(LAPTOP));
        assertThat(get("/v1/products/CMP-1401/page").statusCode()).isEqualTo(503);

        fails("sales", () -> AnalyticsServiceGrpc.newBlockingStub(channel).getAnalytics(COMPARED));
        assertThat(get("/v1/admin/analytics").statusCode()).isEqualTo(503);

        SearchResponse search = search();
        assertThat(search.getStatus().getComplete()).isFalse();
        assertThat(search.getHitsList()).extracting(Hit::getKind).isNotEmpty().doesNotContain(HitKind.HIT_KIND_PRODUCT);
    }

    private static void fails(String call, Supplier<Message> page) {
        Assertions.assertThatThrownBy(page::get).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
            assertThat(failure.getStatus().getCode().value()).isEqualTo(Code.UNAVAILABLE_VALUE);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("required call \"" + call + "\" failed: UNAVAILABLE");
        });
    }

    /** A search finds nothing then, and says why: there is no index that it could not do without. */
    @Test
    void aSearchWithoutAnyIndexIsEmpty() throws Exception {
        demo("--fail", "products", "--fail", "articles", "--fail", "help");
        SearchResponse search = search();
        assertThat(search.getHitsList()).isEmpty();
        assertThat(search.getTotalSize()).isZero();
        assertThat(outcomes(search.getStatus()).values()).containsOnly(Outcome.OUTCOME_FAILED);
        assertThat(search.getStatus().getFieldsList()).isEmpty();
    }
}
