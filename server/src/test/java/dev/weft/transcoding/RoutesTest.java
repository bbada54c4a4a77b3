package dev.weft.transcoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private static final FileDescriptor FILE = ProtoText.proto3("""
            message Request { string a = 1; string b = 2; }
            service Service { rpc Call(Request) returns (Request); }
            """);

    private final Routes routes = routes(
            "get: '/v1/{a=**}'",
            "get: '/v1/users/{a}'",
            "delete: '/v1/users/{a}'",
            "get: '/v1/users/me'",
            "get: '/v1/users/{a}/{b}'",
            "get: '/v1/users/{a}/{b=**}'",
            "post: '/v1/users/{a}'",
            "post: '/v1/users/{a}:ban'",
            "post: '/v1/{a=**}:ban'",
            "custom: {kind: '*' path: '/any'}",
            "get: '/any'",
            "get: '/'");

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/users/1, /v1/users/{a}",
        "DELETE, /v1/users/1, /v1/users/{a}",
        "DELETE, /v1/users/me, /v1/users/{a}",
        "GET, /v1/users/me, /v1/users/me",
        "GET, /v1/users/%6De, /v1/users/me",
        "GET, /v1/users/1/2, /v1/users/{a}/{b}",
        "GET, /v1/users/1/2/3, /v1/users/{a}/{b=**}",
        "GET, /v1/users/1/, /v1/users/{a}/{b=**}",
        "GET, /v1, /v1/{a=**}",
        "GET, /v1/x/y/z/u/v/w, /v1/{a=**}",
        "GET, /v1/users/1:ban, /v1/users/{a}",
        "POST, /v1/users/1:ban, /v1/users/{a}:ban",
        "POST, /v1/users/1:unban, /v1/users/{a}",
        "POST, /v1/users/1%3Aban:ban, /v1/users/{a}:ban",
        "POST, /v1/a/b/c:ban, /v1/{a=**}:ban",
        "GET, /any, /any",
        "GET, /, /",
    })
    void finds_the_most_specific(String method, String path, String template) {
        assertThat(routes.find(method, path))
                .isInstanceOfSatisfying(
                        Route.Found.class,
                        found -> assertThat(found.binding().template()).isEqualTo(template));
    }

    @Test
    void a_binding_of_the_method_goes_before_one_of_any() {
        assertThat(routes.find("GET", "/any"))
                .isInstanceOfSatisfying(
                        Route.Found.class,
                        found -> assertThat(found.binding().httpMethod()).isEqualTo("GET"));
        assertThat(routes.find("BREW", "/any"))
                .isInstanceOfSatisfying(
                        Route.Found.class,
                        found -> assertThat(found.binding().httpMethod()).isEqualTo("*"));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/users/1, DELETE GET POST",
        "POST, /v1/x, GET",
        "DELETE, /v1/users/1/2, GET",
        "GET, /v2, ''",
        "GET, users, ''",
        "GET, /any/, ''",
        "GET, //, ''",
        "PUT, /, GET"
    })
    void tells_a_wrong_method_from_a_wrong_path(String method, String path, String allowed) {
        Route route = routes.find(method, path);
        if (allowed.isEmpty()) {
            assertThat(route).isEqualTo(new Route.NotFound());
        } else {
            assertThat(((Route.MethodNotAllowed) route).allowed()).containsExactly(allowed.split(" "));
        }
    }

    @Test
    void a_variable_is_not_empty() {
        assertThat(routes("get: '/v1/{a}/x'").find("GET", "/v1//x")).isEqualTo(new Route.NotFound());
        assertThat(routes("get: '/v1/{a}:x'").find("GET", "/v1/:x")).isEqualTo(new Route.NotFound());
    }

    @Test
    void two_that_match_the_same_are_an_error() {
        assertThatThrownBy(() -> Routes.of(bindings("get: '/v1/{a}'", "get: '/v1/{b=*}'")))
                .isInstanceOf(BindingException.class)
                .hasMessage("t.Service.Call: GET /v1/{b=*} matches the same requests as /v1/{a} of t.Service.Call");
    }

    private static Routes routes(String... rules) {
        try {
            return Routes.of(bindings(rules));
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<HttpBinding> bindings(String... rules) throws Exception {
        List<HttpBinding> bindings = new ArrayList<>();
        for (String rule : rules) {
            bindings.addAll(HttpBinding.compile(
                    FILE.findServiceByName("Service").findMethodByName("Call"),
                    TextFormat.parse(rule, HttpRule.class),
                    EveryType.JSON));
        }
        return bindings;
    }
}
