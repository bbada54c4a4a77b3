package dev.weft.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the demo's downstream services. */
public enum DemoService {
    /** Who somebody is. */
    USERS("user.v1.UserService", ""),
    /** What somebody has bought. */
    ORDERS("order.v1.OrderService", ""),
    /** What somebody has paid. Over HTTP. */
    PAYMENTS("payment.v1.PaymentService", "http://"),
    /** What is sold. */
    PRODUCTS("catalog.v1.ProductService", ""),
    /** What customers say about it. */
    REVIEWS("review.v1.ReviewService", ""),
    /** Who sells it. */
    SELLERS("marketplace.v1.SellerService", ""),
    /** What goes with it. */
    RECOMMENDATIONS("recommendation.v1.RecommendationService", ""),
    /** What it costs today. */
    PRICES("pricing.v1.PriceService", ""),
    /** What the shop's magazine writes. */
    ARTICLES("blog.v1.ArticleService", ""),
    /** Answers to what customers often ask. */
    HELP("support.v1.HelpService", ""),
    /** Who came to look. */
    VISITS("traffic.v1.VisitService", ""),
    /** What lies in the warehouse. */
    STOCK("warehouse.v1.StockService", ""),
    /** Who waits for an answer. */
    TICKETS("support.v1.TicketService", "");

    private final String serviceName;
    private final String scheme;

    DemoService(String serviceName, String scheme) {
        this.serviceName = serviceName;
        this.scheme = scheme;
    }

    /** Where it is when it listens on this port, as a configuration of Weft names it. */
    public String target(int port) {
        return scheme + "127.0.0.1:" + port;
    }

    /** The service that it serves, by its full name. */
    public String serviceName() {
        return serviceName;
    }

    /** What people call it: {@code users}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service that people call {@code label}. */
    public static Optional<DemoService> labelled(String label) {
        return Arrays.stream(values())
                .filter(service -> service.label().equals(label))
                .findFirst();
    }

    /** What people call them all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DemoService::label).toList();
    }
}
