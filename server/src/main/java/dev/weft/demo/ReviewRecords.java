package dev.weft.demo;

import dev.weft.demo.review.v1.Review;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the reviews of a product: most of them kind. */
final class ReviewRecords {
    private static final int FEWEST = 5;
    private static final int SPREAD = 20;
    private static final List<Integer> STARS = List.of(5, 4, 5, 3, 4, 5, 1, 4, 5, 2);
    private static final List<List<String>> TEXTS = List.of(
            List.of("Broken after a week.", "Not what the picture shows. Sent it back."),
            List.of("Works, but feels cheaper than it is.", "Late, and the box was open."),
            List.of("Does what it should, no more.", "Fine for the price."),
            List.of("Good. I would have liked another colour.", "Very good, the manual could be better."),
            List.of(
                    "Exactly what I was looking for.",
                    "Bought a second one for my sister.",
                    "Better than I had hoped."));

    private ReviewRecords() {}

    /** Newest first. */
    static List<Review> of(Goods goods) {
        Random random = new Random(goods.sku().hashCode());
        List<Review> reviews = new ArrayList<>();
        long hours = 0;
        for (int number = FEWEST + random.nextInt(SPREAD); number > 0; number--) {
            hours += 5 + random.nextInt(200);
            reviews.add(review(goods, number, hours, random));
        }
        return List.copyOf(reviews);
    }

    private static Review review(Goods goods, int number, long hours, Random random) {
        int stars = STARS.get(random.nextInt(STARS.size()));
        List<String> texts = TEXTS.get(stars - 1);
        Person author = Person.ALL.get(random.nextInt(Person.ALL.size()));
        return Review.newBuilder()
                .setId("REV-" + goods.sku() + "-" + Digits.of(3, number))
                .setAuthor(shortName(author))
                .setAuthorEmail(UserRecords.email(author.name()))
                .setStars(stars)
                .setText(texts.get(random.nextInt(texts.size())))
                .setCreateTime(Calendar.ago(Duration.ofHours(hours)))
                .setSuspicion(random.nextInt(100) / 100.0)
                .build();
    }

    /** As shops show it: the first name, and how the other begins. */
    private static String shortName(Person person) {
        int space = person.name().indexOf(' ');
        return person.name().substring(0, space + 2) + ".";
    }
}
