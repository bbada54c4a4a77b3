package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.weft.plan.PagePlan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A declared page answers what the same page answers that a person wrote, whatever the services say and whichever of them fail. */
class ProofTest {
    private static final PagePlan PLAN = PageFixture.plan("proof");

    @Property(tries = 1000)
    void theDeclaredPageIsTheWrittenOne(@ForAll long seed) throws Exception {
        World world = new World(new Random(seed));
        PageFixture page = new PageFixture(PLAN);
        page.service("ListOrders").answers(request -> world.orders == null ? "UNAVAILABLE" : text(world.orders));
        page.service("GetPrice")
                .answers(request -> world.prices.get(quoted(request)).text());
        page.service("GetStock")
                .answers(request ->
                        world.level(quoted(request)) < 0 ? "INTERNAL" : "level: " + world.level(quoted(request)));
        page.service("BatchGetProducts").answers(request -> world.products());
        page.ask("user_id: 1 lenient: " + world.lenient);

        assertThat(withoutTimes(page.page())).isEqualTo(parse(new Written(world).page()));
    }

    private static String text(List<Order> orders) {
        return orders.stream()
                .map(order -> "orders {id: '%s' product_id: '%s' quantity: %d gift: %s} "
                        .formatted(order.id, order.product, order.quantity, order.gift))
                .collect(Collectors.joining());
    }

    /** The first string in a request. */
    private static String quoted(String request) {
        return request.split("\"", -1)[1];
    }

    private static DynamicMessage parse(String text) throws TextFormat.ParseException {
        DynamicMessage.Builder page =
                DynamicMessage.newBuilder(PLAN.descriptor().getOutputType());
        TextFormat.merge(text, page);
        return page.build();
    }

    private static DynamicMessage withoutTimes(DynamicMessage page) throws TextFormat.ParseException {
        return parse(TextFormat.printer().printToString(page).replaceAll("took \\{[^}]*\\}", ""));
    }

    private record Order(String id, String product, int quantity, boolean gift) {}

    private record Price(boolean fails, String supplier, boolean priced, String currency, long units, int nanos) {
        String text() {
            return fails
                    ? "UNAVAILABLE"
                    : "supplier: '" + supplier + "'" + (priced ? " price {" + money(currency, units, nanos) + "}" : "");
        }
    }

    private static String money(String currency, long units, int nanos) {
        return "currency_code: '%s' units: %d nanos: %d".formatted(currency, units, nanos);
    }

    /** What the services say. */
    private static final class World {
        final @Nullable List<Order> orders;
        final Map<String, Price> prices = new HashMap<>();
        final Map<String, Integer> levels = new HashMap<>();
        final @Nullable List<String[]> catalogue;
        final boolean lenient;

        World(Random random) {
            lenient = random.nextBoolean();
            boolean oneCurrency = random.nextBoolean();
            List<Order> list = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                String product = random.nextInt(8) == 0 ? "" : "p" + random.nextInt(4);
                list.add(new Order("o" + i, product, random.nextInt(4), random.nextInt(4) == 0));
            }
            orders = random.nextInt(15) == 0 ? null : list;
            for (int i = 0; i < 4; i++) {
                String supplier = random.nextInt(6) == 0 ? "" : "s" + random.nextInt(3);
                String currency = oneCurrency || random.nextBoolean() ? "EUR" : "USD";
                int sign = random.nextBoolean() ? 1 : -1;
                prices.put(
                        "p" + i,
                        new Price(
                                random.nextInt(6) == 0,
                                supplier,
                                random.nextInt(5) != 0,
                                currency,
                                sign * (long) random.nextInt(100),
                                sign * random.nextInt(1_000_000_000)));
            }
            for (int i = 0; i < 3; i++) {
                levels.put("s" + i, random.nextInt(5) - 1);
            }
            List<String[]> products = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                products.add(new String[] {"p" + random.nextInt(4), random.nextInt(6) == 0 ? "" : "name" + i});
            }
            catalogue = random.nextInt(6) == 0 ? null : products;
        }

        int level(String supplier) {
            return levels.getOrDefault(supplier, 3);
        }

        String products() {
            return catalogue == null
                    ? "DEADLINE_EXCEEDED"
                    : catalogue.stream()
                            .map(product -> "products {id: '%s' name: '%s'} ".formatted(product[0], product[1]))
                            .collect(Collectors.joining());
        }
    }

    /** The page as a person would write it. */
    private static final class Written {
        private static final List<String> SEVERITY = List.of("NOT_NEEDED", "FRESH", "FALLBACK", "SKIPPED", "FAILED");

        private final World world;
        private final List<String> priceOutcomes = new ArrayList<>();
        private final List<String> stockOutcomes = new ArrayList<>();
        private final List<@Nullable Price> prices = new ArrayList<>();
        private final List<@Nullable Integer> levels = new ArrayList<>();
        private final StringBuilder page = new StringBuilder();

        Written(World world) {
            this.world = world;
        }

        String page() {
            if (world.orders == null) {
                page.append("status {calls {name: 'orders' outcome: OUTCOME_FAILED code: UNAVAILABLE}");
                List.of("price", "stock", "products")
                        .forEach(name -> page.append(" calls {name: '" + name + "' outcome: OUTCOME_SKIPPED}"));
                return page.append("}").toString();
            }
            for (Order order : world.orders) {
                price(order);
                stock(order, prices.get(prices.size() - 1));
            }
            for (int i = 0; i < world.orders.size(); i++) {
                card(world.orders.get(i), prices.get(i), levels.get(i));
            }
            boolean mixed = total();
            status(mixed);
            return page.toString();
        }

        private void price(Order order) {
            Price price = null;
            String outcome = "FRESH";
            if (order.gift) {
                outcome = "NOT_NEEDED";
            } else if (order.product.isEmpty()) {
                outcome = "SKIPPED";
            } else if (world.prices.get(order.product).fails) {
                outcome = "FAILED";
            } else {
                price = world.prices.get(order.product);
            }
            if (world.lenient && (outcome.equals("SKIPPED") || outcome.equals("FAILED"))) {
                outcome = "FALLBACK" + (outcome.equals("FAILED") ? " code: UNAVAILABLE" : "");
                price = new Price(false, "none-" + order.id, false, "", 0, 0);
            }
            priceOutcomes.add(outcome.equals("FAILED") ? "FAILED code: UNAVAILABLE" : outcome);
            prices.add(price);
        }

        private void stock(Order order, @Nullable Price price) {
            Integer level = null;
            String outcome = "FRESH";
            if (price == null || price.supplier.isEmpty()) {
                outcome = price == null && order.gift ? "NOT_NEEDED" : "SKIPPED";
            } else if (order.quantity == 0) {
                outcome = "SKIPPED";
            } else if (world.level(price.supplier) < 0) {
                outcome = "FAILED code: INTERNAL";
            } else {
                level = world.level(price.supplier);
            }
            stockOutcomes.add(outcome);
            levels.add(level);
        }

        private void card(Order order, @Nullable Price price, @Nullable Integer level) {
            page.append("cards {id: '" + order.id + "'");
            if (price != null) {
                BigInteger nanos = nanos(price).multiply(BigInteger.valueOf(order.quantity));
                page.append(" supplier: '" + price.supplier + "' total {" + money(price, nanos) + "}");
            }
            if (level != null) {
                page.append(" level: " + level);
            }
            name(order).ifPresent(name -> page.append(" product: '" + name + "'"));
            page.append("} ");
        }

        private Optional<String> name(Order order) {
            return world.catalogue == null
                    ? Optional.empty()
                    : world.catalogue.stream()
                            .filter(product -> product[0].equals(order.product))
                            .map(product -> product[1])
                            .findFirst();
        }

        private static BigInteger nanos(Price price) {
            return price.priced
                    ? BigInteger.valueOf(price.units)
                            .multiply(BigInteger.valueOf(1_000_000_000))
                            .add(BigInteger.valueOf(price.nanos))
                    : BigInteger.ZERO;
        }

        private static String money(Price price, BigInteger nanos) {
            BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
            return ProofTest.money(price.priced ? price.currency : "", parts[0].longValue(), parts[1].intValue());
        }

        /** Whether several currencies come together. */
        private boolean total() {
            if (priceOutcomes.stream().anyMatch(outcome -> outcome.startsWith("FAILED") || outcome.equals("SKIPPED"))) {
                return false;
            }
            if (column(priceOutcomes).startsWith("NOT_NEEDED")) {
                return false;
            }
            List<Price> priced = new ArrayList<>();
            for (Price price : prices) {
                if (price != null && price.priced) {
                    priced.add(price);
                }
            }
            if (priced.stream().map(Price::currency).distinct().count() > 1) {
                return true;
            }
            BigInteger sum = priced.stream().map(Written::nanos).reduce(BigInteger.ZERO, BigInteger::add);
            page.append(priced.isEmpty() ? "total {}" : "total {" + money(priced.get(0), sum) + "}");
            return false;
        }

        private void status(boolean mixed) {
            boolean complete = !mixed && world.catalogue != null && !world.orders.isEmpty();
            Map<String, String> calls = new LinkedHashMap<>();
            calls.put("orders", "FRESH");
            calls.put("price", column(priceOutcomes));
            calls.put("stock", column(stockOutcomes));
            calls.put(
                    "products",
                    world.orders.isEmpty()
                            ? "SKIPPED"
                            : world.catalogue == null ? "FAILED code: DEADLINE_EXCEEDED" : "FRESH");
            complete &= List.of("price", "stock").stream()
                    .noneMatch(name -> calls.get(name).matches("(FAILED|SKIPPED|FALLBACK).*"));
            page.append(" status {" + (complete ? "complete: true " : ""));
            calls.forEach(
                    (name, outcome) -> page.append("calls {name: '" + name + "' outcome: OUTCOME_" + outcome + "} "));
            page.append(mixed ? "fields {name: 'total' code: INVALID_ARGUMENT} }" : "}");
        }

        private static String column(List<String> outcomes) {
            String worst = outcomes.stream()
                    .reduce((one, other) -> severity(other) > severity(one) ? other : one)
                    .orElse("FRESH");
            long failed = outcomes.stream()
                    .filter(outcome -> outcome.startsWith("FAILED") || outcome.equals("SKIPPED"))
                    .count();
            return worst + " items: " + outcomes.size() + " failed_items: " + failed;
        }

        private static int severity(String outcome) {
            return SEVERITY.indexOf(outcome.split(" ", -1)[0]);
        }
    }
}
