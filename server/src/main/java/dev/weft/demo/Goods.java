package dev.weft.demo;

import java.util.List;
import java.util.Optional;

/**
 * Something that the shop sells.
 *
 * @param price of one, in hundredths of the buyer's currency
 * @param cost what one costs the house
 * @param category the shelf that it stands on
 * @param description what it is, in a sentence
 */
record Goods(String sku, String item, long price, long cost, String category, String description) {
    /** All of the shop. */
    static final List<Goods> ALL = List.of(
            new Goods(
                    "CMP-1401",
                    "Laptop",
                    129_900,
                    94_150,
                    "Computing",
                    "14 inches, 32 GB of memory, and a battery that lasts the day."),
            new Goods(
                    "AUD-2210",
                    "Wireless headphones",
                    24_505,
                    11_890,
                    "Audio",
                    "Over the ear, with noise cancelling and thirty hours of music."),
            new Goods(
                    "CMP-1407",
                    "Mechanical keyboard",
                    11_900,
                    6_240,
                    "Computing",
                    "Hot-swappable switches under doubleshot caps, and quiet enough for an office."),
            new Goods(
                    "CMP-1412",
                    "USB-C dock",
                    17_950,
                    9_310,
                    "Computing",
                    "One cable for two monitors, the network and power to a laptop."),
            new Goods(
                    "CMP-1420",
                    "27-inch monitor",
                    34_900,
                    24_480,
                    "Computing",
                    "4K, colours set at the factory, and a stand that turns upright."),
            new Goods(
                    "PHN-3302",
                    "Phone case",
                    2_490,
                    410,
                    "Phones",
                    "Thin, with a raised edge that keeps the glass off the table."),
            new Goods(
                    "PHN-3310",
                    "Power bank",
                    3_995,
                    1_720,
                    "Phones",
                    "20,000 mAh: charges a phone four times, or a laptop once."),
            new Goods(
                    "HOM-4105",
                    "Espresso machine",
                    44_900,
                    28_300,
                    "Home",
                    "Two boilers, a steam wand for milk, and hot within five minutes."),
            new Goods(
                    "HOM-4111",
                    "Desk lamp",
                    5_450,
                    2_160,
                    "Home",
                    "Warm or cold light, dimmed by touch, on an arm that stays where it is."),
            new Goods(
                    "HOM-4118",
                    "Cast-iron skillet",
                    6_900,
                    3_050,
                    "Home",
                    "26 centimetres, seasoned, for the hob, the oven and the camp fire."),
            new Goods(
                    "SPT-5203",
                    "Running shoes",
                    13_995,
                    5_870,
                    "Sport",
                    "Light and cushioned, for the road and for longer distances."),
            new Goods(
                    "SPT-5209",
                    "Yoga mat",
                    3_450,
                    980,
                    "Sport",
                    "Six millimetres of natural rubber that does not slip."),
            new Goods(
                    "SPT-5216",
                    "Trail backpack",
                    9_900,
                    4_420,
                    "Sport",
                    "24 litres, a rain cover, and room for a laptop on the way to the trail."),
            new Goods(
                    "BKS-6004",
                    "Cookbook",
                    2_995,
                    1_150,
                    "Books",
                    "A hundred dinners from one skillet, none of them longer than an hour."),
            new Goods(
                    "BKS-6011",
                    "Atlas of the night sky",
                    4_250,
                    1_830,
                    "Books",
                    "Every constellation by season, with red pages for the dark."),
            new Goods(
                    "TOY-7102",
                    "Wooden train set",
                    5_995,
                    2_340,
                    "Toys",
                    "Sixty pieces of beech, and a bridge that fits every other set."));

    /** Those of this stock-keeping unit. */
    static Optional<Goods> of(String sku) {
        return ALL.stream().filter(goods -> goods.sku().equals(sku)).findFirst();
    }

    String imageUrl() {
        return "https://img.example.com/" + sku + ".jpg";
    }
}
