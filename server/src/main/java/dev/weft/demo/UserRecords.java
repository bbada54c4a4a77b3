package dev.weft.demo;

import com.google.protobuf.ByteString;
import dev.weft.demo.user.v1.Address;
import dev.weft.demo.user.v1.LoyaltyTier;
import dev.weft.demo.user.v1.User;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/** Makes users, with secrets that look like secrets. */
final class UserRecords {
    private UserRecords() {}

    static User of(long id, Person person) {
        Random random = new Random(id);
        return User.newBuilder()
                .setId(id)
                .setDisplayName(person.name())
                .setEmail(email(person.name()))
                .setBillingId("acct-" + Long.toString(id * 7_919_317L, 36))
                .setTaxId(taxId(random))
                .setPasswordHash(passwordHash(random))
                .setLoyaltyTier(LoyaltyTier.forNumber((int) (id - 100) % 4))
                .setCreateTime(Calendar.ago(Duration.ofHours(24L * 365 + random.nextInt(40_000))))
                .setAddress(Address.newBuilder()
                        .setStreet(person.street())
                        .setCity(person.city())
                        .setPostalCode(person.postalCode())
                        .setCountryCode(person.country()))
                .addAllLanguages(Arrays.asList(person.languages().split(" ", -1)))
                .build();
    }

    private static String taxId(Random random) {
        return Digits.of(3, 100 + random.nextInt(800))
                + "-" + Digits.of(2, 10 + random.nextInt(90))
                + "-" + Digits.of(4, random.nextInt(10_000));
    }

    static String email(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
    }

    private static ByteString passwordHash(Random random) {
        byte[] hash = new byte[39];
        random.nextBytes(hash);
        String text = "$2b$12$" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        return ByteString.copyFrom(text, StandardCharsets.US_ASCII);
    }
}
