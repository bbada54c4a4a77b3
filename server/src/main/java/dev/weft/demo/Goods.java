package dev.weft.demo;

import java.util.List;

/**
 * Something that the shop sells.
 *
 * @param price of one, in hundredths of the buyer's currency
 * @param cost what one costs the house
 */
record Goods(String sku, String item, long price, long cost) {
    /** All of the shop. */
    static final List<Goods> ALL = List.of(
            new Goods("CMP-1401", "Laptop", 129_900, 94_150),
            new Goods("AUD-2210", "Wireless headphones", 24_505, 11_890),
            new Goods("CMP-1407", "Mechanical keyboard", 11_900, 6_240),
            new Goods("CMP-1412", "USB-C dock", 17_950, 9_310),
            new Goods("CMP-1420", "27-inch monitor", 34_900, 24_480),
            new Goods("PHN-3302", "Phone case", 2_490, 410),
            new Goods("PHN-3310", "Power bank", 3_995, 1_720),
            new Goods("HOM-4105", "Espresso machine", 44_900, 28_300),
            new Goods("HOM-4111", "Desk lamp", 5_450, 2_160),
            new Goods("HOM-4118", "Cast-iron skillet", 6_900, 3_050),
            new Goods("SPT-5203", "Running shoes", 13_995, 5_870),
            new Goods("SPT-5209", "Yoga mat", 3_450, 980),
            new Goods("SPT-5216", "Trail backpack", 9_900, 4_420),
            new Goods("BKS-6004", "Cookbook", 2_995, 1_150),
            new Goods("BKS-6011", "Atlas of the night sky", 4_250, 1_830),
            new Goods("TOY-7102", "Wooden train set", 5_995, 2_340));
}
