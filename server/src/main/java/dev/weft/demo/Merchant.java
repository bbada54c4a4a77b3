package dev.weft.demo;

import java.util.List;
import java.util.Set;

/**
 * Somebody invented who sells in the shop.
 *
 * @param years how long they have sold here
 * @param onTime how many of a hundred orders arrive on time
 * @param categories the shelves that they fill
 */
record Merchant(String id, String name, String city, int years, int onTime, Set<String> categories) {
    static final List<Merchant> ALL = List.of(
            new Merchant("SEL-01", "Kestrel Electronics", "Rotterdam", 9, 97, Set.of("Computing")),
            new Merchant("SEL-02", "Tidewater Audio", "Bristol", 4, 99, Set.of("Audio", "Phones")),
            new Merchant("SEL-03", "Fennel & Rye", "Copenhagen", 6, 94, Set.of("Home", "Books")),
            new Merchant("SEL-04", "Larchwood Outdoors", "Innsbruck", 2, 91, Set.of("Sport", "Toys")));

    /** Who sells these. */
    static Merchant of(Goods goods) {
        return ALL.stream()
                .filter(merchant -> merchant.categories().contains(goods.category()))
                .findFirst()
                .orElseThrow();
    }
}
