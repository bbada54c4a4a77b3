package dev.weft.bench.load;

import com.google.protobuf.MessageLite;
import dev.weft.bench.data.ExpectedPage;
import dev.weft.bench.data.Listing;
import dev.weft.bench.data.WidePage;
import dev.weft.bench.listing.v1.GetListingRequest;
import dev.weft.bench.listing.v1.ListingServiceGrpc;
import dev.weft.bench.page.v1.DashboardServiceGrpc;
import dev.weft.bench.page.v1.GetDashboardRequest;
import java.util.Arrays;
import java.util.function.LongFunction;

/** What is asked for, and what the answer must be. */
enum Asked {
    /** The dashboard in protobuf. */
    PAGE {
        @Override
        Checker checker(long[] users) {
            return new SampledCheck(users, new PageForm.Protobuf(), ExpectedPage::matches);
        }
    },
    /** The same, with every call answered from memory. */
    REMEMBERED {
        @Override
        Checker checker(long[] users) {
            return new SampledCheck(users, new PageForm.Protobuf(), ExpectedPage::matchesRemembered);
        }
    },
    /** The dashboard in JSON. */
    JSON {
        @Override
        Checker checker(long[] users) {
            return new SampledCheck(users, new PageForm.Json(), ExpectedPage::matches);
        }
    },
    /** What the relay makes of it: the services' answers one behind another. */
    RELAYED {
        @Override
        Checker checker(long[] users) {
            return exactly(users, ExpectedPage::relayed);
        }
    },
    /** A page of three calls. */
    WIDE_3 {
        @Override
        String method() {
            return WidePage.method(3);
        }

        @Override
        MessageLite request(long user) {
            return WidePage.request(3, user);
        }

        @Override
        Checker checker(long[] users) {
            return exactly(users, user -> WidePage.answer(3, user));
        }
    },
    /** A page of thirty. */
    WIDE_30 {
        @Override
        String method() {
            return WidePage.method(30);
        }

        @Override
        MessageLite request(long user) {
            return WidePage.request(30, user);
        }

        @Override
        Checker checker(long[] users) {
            return exactly(users, user -> WidePage.answer(30, user));
        }
    },
    /** A page with calls for each element of a list. */
    LISTING {
        @Override
        String method() {
            return ListingServiceGrpc.getGetListingMethod().getFullMethodName();
        }

        @Override
        MessageLite request(long user) {
            return GetListingRequest.newBuilder().setUserId(user).build();
        }

        @Override
        Checker checker(long[] users) {
            return (answer, user) -> Listing.matches(answer, users[user]);
        }
    };

    /** The method, over gRPC. */
    String method() {
        return DashboardServiceGrpc.getGetDashboardMethod().getFullMethodName();
    }

    /** The request for one user, over gRPC. */
    MessageLite request(long user) {
        return GetDashboardRequest.newBuilder().setUserId(user).setPageSize(20).build();
    }

    abstract Checker checker(long[] users);

    private static Checker exactly(long[] users, LongFunction<byte[]> answer) {
        byte[][] expected = Arrays.stream(users).mapToObj(answer).toArray(byte[][]::new);
        return (actual, user) -> Arrays.equals(actual, expected[user]);
    }
}
