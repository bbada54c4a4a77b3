package dev.weft.bench.load;

/** The page's request as the path of its google.api.http rule. */
final class JsonRequests {
    private JsonRequests() {}

    static String path(long user) {
        return "/v1/users/" + user + "/dashboard?page_size=20";
    }
}
