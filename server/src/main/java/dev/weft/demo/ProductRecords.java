package dev.weft.demo;

import dev.weft.demo.catalog.v1.Product;
import java.util.List;

/** Makes products of goods. */
final class ProductRecords {
    private static final List<String> NOTES =
            List.of("second source wanted", "", "margin under review", "discontinued in spring, do not reorder");

    private ProductRecords() {}

    static Product of(Goods goods) {
        return Product.newBuilder()
                .setId(goods.sku())
                .setName(goods.item())
                .setDescription(goods.description())
                .setCategory(goods.category())
                .setSellerId(Merchant.of(goods).id())
                .setImageUrl(goods.imageUrl())
                .setBuyingNote(NOTES.get(Goods.ALL.indexOf(goods) % NOTES.size()))
                .build();
    }
}
