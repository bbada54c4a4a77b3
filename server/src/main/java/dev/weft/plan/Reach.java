package dev.weft.plan;

import java.util.List;

/**
 * What crosses Weft in a page, for people.
 *
 * @param leaving what of the answers of its calls reaches the client
 * @param given what of the request reaches its calls
 */
public record Reach(List<Leaving> leaving, List<Given> given) {
    public Reach {
        leaving = List.copyOf(leaving);
        given = List.copyOf(given);
    }

    /**
     * What of a call's answer reaches the client.
     *
     * @param call the call's name
     * @param copied the fields that are copied, from the answer's root; {@code **} is the whole answer, and a message inside of its
     *     like, which is filled as that is, ends in {@code .…}
     * @param read the fields that expressions read whose values reach the client
     */
    public record Leaving(String call, List<String> copied, List<String> read) {
        public Leaving {
            copied = List.copyOf(copied);
            read = List.copyOf(read);
        }
    }

    /**
     * What of the request reaches a call.
     *
     * @param call the call's name
     * @param field the field of the call's request that is filled with it
     * @param request the fields of the page's request
     */
    public record Given(String call, String field, List<String> request) {
        public Given {
            request = List.copyOf(request);
        }
    }
}
