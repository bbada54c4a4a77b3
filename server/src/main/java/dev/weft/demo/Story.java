package dev.weft.demo;

import java.util.List;

/** An article of the shop's magazine. */
record Story(String id, String headline, String teaser, String author, int daysOld, String sponsor) {
    static final List<Story> ALL = List.of(
            new Story(
                    "a-desk-for-working-at-home",
                    "A desk for working at home",
                    "Where the monitor goes, which lamp spares your eyes, and why the keyboard matters more than the chair.",
                    "Ines Falk",
                    4,
                    "Kestrel Electronics"),
            new Story(
                    "espresso-without-the-mystery",
                    "Espresso without the mystery",
                    "Grind, dose, time: three numbers to write down, and what each of them tastes like.",
                    "Marco Bellini",
                    9,
                    ""),
            new Story(
                    "which-laptop-for-whom",
                    "Which laptop for whom",
                    "Memory, screen or battery: five ways to use a laptop, and where the money goes in each.",
                    "Ines Falk",
                    15,
                    "Kestrel Electronics"),
            new Story(
                    "quiet-please",
                    "Quiet, please",
                    "We wore six pairs of headphones on one long train ride. Noise cancelling is not what it was.",
                    "Ruth Adeyemi",
                    21,
                    "Tidewater Audio"),
            new Story(
                    "your-first-ten-kilometres",
                    "Your first ten kilometres",
                    "Eight weeks, three runs each, and the only running shoes you need to buy.",
                    "Jonas Weber",
                    26,
                    ""),
            new Story(
                    "one-skillet-many-dinners",
                    "One skillet, many dinners",
                    "How to season cast iron, what never to cook in it, and four recipes from the cookbook of the year.",
                    "Marco Bellini",
                    33,
                    "Fennel & Rye"),
            new Story(
                    "what-to-see-in-the-winter-sky",
                    "What to see in the winter sky",
                    "Orion, the Pleiades and a comet: go out at nine, look south, take an atlas and a warm drink.",
                    "Ruth Adeyemi",
                    40,
                    ""),
            new Story(
                    "packing-for-three-days",
                    "Packing for three days",
                    "Twenty-four litres are enough: a backpack, laid out on the floor, thing by thing.",
                    "Jonas Weber",
                    52,
                    ""),
            new Story(
                    "one-cable-to-charge-them-all",
                    "One cable to charge them all",
                    "What a USB-C dock can and cannot do, and when a power bank is the better buy.",
                    "Ines Falk",
                    60,
                    "Kestrel Electronics"),
            new Story(
                    "yoga-before-breakfast",
                    "Yoga before breakfast",
                    "Ten minutes on the mat, five poses, no incense.",
                    "Jonas Weber",
                    74,
                    ""));
}
