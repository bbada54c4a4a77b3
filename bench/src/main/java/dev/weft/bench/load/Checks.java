package dev.weft.bench.load;

import dev.weft.bench.data.ExpectedPage;
import java.util.Arrays;

/** What the answers must be, by their form. */
enum Checks {
    /** The services' answers one behind another, compared byte by byte. */
    RELAY {
        @Override
        Checker start(long[] users) {
            byte[][] expected =
                    Arrays.stream(users).mapToObj(ExpectedPage::relayed).toArray(byte[][]::new);
            return (answer, user) -> Arrays.equals(answer, expected[user]);
        }
    },
    /** The page in protobuf. */
    PROTOBUF {
        @Override
        Checker start(long[] users) {
            return new SampledCheck(users, new PageForm.Protobuf());
        }
    },
    /** The page in JSON. */
    JSON {
        @Override
        Checker start(long[] users) {
            return new SampledCheck(users, new PageForm.Json());
        }
    };

    abstract Checker start(long[] users);
}
