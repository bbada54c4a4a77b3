package dev.weft.transcoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables are drawn from the examples and rules of google/api/http.proto. */
class HttpBindingTest {
    private static final byte[] NO_BODY = {};
    private static final FileDescriptor FILE =
            ProtoText.proto3("""
            enum Kind { KIND_NONE = 0; KIND_NOTE = 1; }
            message Sub { string subfield = 1; Sub sub = 2; repeated int32 numbers = 3; optional string note = 4; int32 number = 5; }
            message Message { string message_id = 1; string text = 2; Sub sub = 3; }
            message Request {
              string message_id = 1; int64 revision = 2; Sub sub = 3; string user_id = 4; string name = 5; Message message = 6;
              repeated string tags = 7; Kind kind = 8; google.protobuf.Int32Value limit = 9; google.protobuf.Timestamp since = 10;
              google.protobuf.Struct filter = 11; repeated Kind kinds = 12; bool deep = 13; bytes cursor = 14; uint64 big = 15;
              map<string, string> labels = 16; repeated Message messages = 17; optional int32 page = 18; double ratio = 19;
              google.protobuf.Duration wait = 20; google.protobuf.FieldMask mask = 21; google.protobuf.Value value = 22;
              oneof by { string by_name = 23; int32 by_number = 24; } google.api.HttpBody raw = 25; google.protobuf.Any any = 26;
            }
            service Messaging { rpc Call(Request) returns (Request); rpc Ping(google.protobuf.Empty) returns (google.protobuf.Empty);
                                rpc Echo(google.protobuf.Struct) returns (google.protobuf.HttpBody); }
            """.replace("google.protobuf.HttpBody", "google.api.HttpBody"));
    private static final Descriptor REQUEST = FILE.findMessageTypeByName("Request");

    /** What both directions agree on: the request, how it is sent, and what it is when it arrives. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get: '/v1/{name=messages/*}'                 | GET /v1/messages/123456                          | name: 'messages/123456'",
                "get: '/v1/messages/{message_id}'             | GET /v1/messages/123456?revision=2&sub.subfield=foo | message_id: '123456' revision: 2 sub { subfield: 'foo' }",
                "patch: '/v1/messages/{message_id}' body: 'message' | PATCH /v1/messages/123456 {\"text\":\"Hi!\"} | message_id: '123456' message { text: 'Hi!' }",
                "get: '/v1/users/{user_id}/messages/{message_id}' | GET /v1/users/me/messages/123456             | message_id: '123456' user_id: 'me'",
                "get: '/v1/messages/{message_id}/{sub.subfield}' | GET /v1/messages/1/foo                        | message_id: '1' sub { subfield: 'foo' }",
                "put: '/v1/{name}'                            | PUT /v1/a%2Fb%20%C3%A9~-_.                       | name: 'a/b é~-_.'",
                "delete: '/v1/{name=**}'                      | DELETE /v1/a/b/c%20d                             | name: 'a/b/c d'",
                "post: '/v1/{name=shelves/*/books/**}:move'   | POST /v1/shelves/1/books/2/3:move                | name: 'shelves/1/books/2/3'",
                "get: '/v1/{name}:peek'                       | GET /v1/a%3Ab:peek                               | name: 'a:b'",
                "custom: {kind: 'HEAD' path: '/v1/{name}'}    | HEAD /v1/x                                       | name: 'x'",
                "get: '/'                                     | GET /?tags=a&tags=b%26c%3D%2B%20                 | tags: 'a' tags: 'b&c=+ '",
                "get: '/m'                                    | GET /m?kind=KIND_NOTE&kinds=KIND_NONE&kinds=7    | kind: KIND_NOTE kinds: KIND_NONE kinds: 7",
                "get: '/m'                                    | GET /m?limit=0&since=1970-01-01T00%3A00%3A00Z    | limit {} since {}",
                "get: '/m'                                    | GET /m?filter=%7B%22a%22%3A%5B1%5D%7D            | filter { fields { key: 'a' value { list_value { values { number_value: 1 } } } } }",
                "get: '/m'                                    | GET /m?deep=true&cursor=-_8%3D&big=18446744073709551615 | deep: true cursor: '\\373\\377' big: 18446744073709551615",
                "get: '/m'                                    | GET /m?page=0&ratio=NaN&wait=-1.500s&mask=a.bC%2Cd | page: 0 ratio: nan wait { seconds: -1 nanos: -500000000 } mask { paths: 'a.b_c' paths: 'd' }",
                "get: '/m'                                    | GET /m?sub.sub.numbers=1&sub.sub.numbers=-2&sub.sub.note= | sub { sub { numbers: [1, -2] note: '' } }",
                "get: '/m'                                    | GET /m?value=%22x%22                             | value { string_value: 'x' }",
                "get: '/m'                                    | GET /m?value=null                                | value { null_value: NULL_VALUE }",
                "post: '/m' body: 'tags'                      | POST /m?byNumber=0 [\"a\"]                       | tags: 'a' by_number: 0",
                "post: '/m' body: 'name'                      | POST /m \"x\"                                    | name: 'x'",
                "post: '/m' body: 'labels'                    | POST /m?name=n {\"k\":\"v\"}                     | labels { key: 'k' value: 'v' } name: 'n'",
                "post: '/m' body: 'message'                   | POST /m?name=n                                   | name: 'n'",
                "patch: '/m/{message.message_id}' body: 'message' | PATCH /m/1 {\"text\":\"t\"}             | message { message_id: '1' text: 't' }",
                "patch: '/m' body: '*'                        | PATCH /m {\"sub\":{\"note\":\"\"},\"messages\":[{}],\"page\":0} | sub { note: '' } messages {} page: 0",
            })
    void is_sent_as_it_arrives(String rule, String http, String request) throws Exception {
        HttpBinding binding = binding(rule);
        DynamicMessage message = message(request);
        assertThat(text(binding.send(message.toByteArray()))).isEqualTo(http);
        assertThat(arrive(binding, http)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get: '/v1/{name=**}'         | GET /v1/a%2Fb/c%2fd%20        | name: 'a%2Fb/c%2fd '",
                "get: '/v1/{name=**}'         | GET /v1                       | ",
                "get: '/v1/{name=**}'         | GET /v1/                      | ",
                "get: '/v1/{name=**}:go'      | GET /v1/a:b:go                | name: 'a:b'",
                "get: '/v1/{name}'            | GET /v1/a:b                   | name: 'a:b'",
                "get: '/v1/a%20b/{name}'      | GET /v1/a%20%62/x             | name: 'x'",
                "get: '/v1/*/{name}'          | GET /v1/any/x                 | name: 'x'",
                "get: '/m'                    | GET /m?message_id=a           | message_id: 'a'",
                "get: '/m'                    | GET /m?messageId=a            | message_id: 'a'",
                "get: '/m'                    | GET /m?kind=1                 | kind: KIND_NOTE",
                "get: '/m'                    | GET /m?name=a+b&&tags         | name: 'a b' tags: ''",
                "get: '/m'                    | GET /m?revision=1e3           | revision: 1000",
                "get: '/m'                    | GET /m?cursor=%2B/8           | cursor: '\\373\\377'",
                "get: '/m'                    | GET /m?ratio=-Infinity        | ratio: -inf",
                "post: '/m/{name}' body: '*'  | POST /m/path {\"name\":\"body\",\"deep\":true} | name: 'path' deep: true",
                "post: '/m/{message.text}' body: 'message' | POST /m/path {\"text\":\"body\",\"messageId\":\"1\"} | message { message_id: '1' text: 'path' }",
                "post: '/m/{message.text}' body: '*' | POST /m/path {\"message\":{\"messageId\":\"1\"}} | message { message_id: '1' text: 'path' }",
                "post: '/m/{sub.sub.subfield}/{message.text}' body: '*' | POST /m/a/b {\"sub\":{\"sub\":{\"subfield\":\"x\",\"note\":\"n\"}},\"message\":{\"text\":\"y\"}} | sub { sub { subfield: 'a' note: 'n' } } message { text: 'b' }",
                "post: '/m/{sub.number}' body: '*' | POST /m/0 {\"sub\":{\"number\":5}} | sub {}",
                "post: '/m/{sub.number}' body: 'sub' | POST /m/0 {\"number\":5} | sub {}",
                "post: '/m/{revision}' body: '*' | POST /m/0 {\"revision\":5}   | ",
                "post: '/m' body: '*'         | POST /m                       | ",
                "post: '/m' body: 'message'   | POST /m null                  | ",
                "post: '/m' body: 'message'   | POST /m {}                    | message {}",
            })
    void arrives(String rule, String http, String request) throws Exception {
        assertThat(arrive(binding(rule), http)).isEqualTo(message(request == null ? "" : request));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get: '/m'          | GET /m?nmae=x                 | nmae: unknown query parameter (expected: a field of t.Request)",
                "get: '/m'          | GET /m?sub.x=1                | sub.x: unknown query parameter (expected: a field of t.Request)",
                "get: '/m'          | GET /m?name.x=1               | name.x: unknown query parameter (expected: a field of t.Request)",
                "get: '/m'          | GET /m?deep=yes               | deep: \"yes\" (expected: true or false)",
                "get: '/m'          | GET /m?deep=1                 | deep: \"1\" (expected: true or false)",
                "get: '/m'          | GET /m?revision=9223372036854775808 | revision: \"9223372036854775808\" (expected: a whole number from -9223372036854775808 to 9223372036854775807)",
                "get: '/m'          | GET /m?revision=1.5           | revision: \"1.5\" (expected: a whole number from -9223372036854775808 to 9223372036854775807)",
                "get: '/m'          | GET /m?big=-1                 | big: \"-1\" (expected: a whole number from 0 to 18446744073709551615)",
                "get: '/m'          | GET /m?page=                  | page: \"\" (expected: a whole number from -2147483648 to 2147483647)",
                "get: '/m'          | GET /m?kind=KIND_X            | kind: \"KIND_X\" (expected: a name or number of t.Kind)",
                "get: '/m'          | GET /m?name=a&name=b          | name: given twice (expected: once)",
                "get: '/m'          | GET /m?byName=a&by_number=1   | by_number: another field of the same oneof is given (expected: one of them)",
                "get: '/m'          | GET /m?name=%zz               | name: not UTF-8 that is percent-encoded (expected: a name and value in UTF-8)",
                "get: '/m'          | GET /m?name=%FF               | name: not UTF-8 that is percent-encoded (expected: a name and value in UTF-8)",
                "get: '/m'          | GET /m?sub=x                  | sub: a message or map (expected: the parameters of its fields, or the request's body)",
                "get: '/m'          | GET /m?labels=x               | labels: a message or map (expected: the parameters of its fields, or the request's body)",
                "get: '/m'          | GET /m?cursor=!               | cursor: \"!\" (expected: base64)",
                "get: '/m'          | GET /m?filter=[1]             | filter: an array (expected: an object)",
                "get: '/m'          | GET /m {}                     | : a body (expected: none)",
                "get: '/m/{name}'   | GET /m/x?name=y               | name: a query parameter (expected: no such one: the path or the body says it)",
                "get: '/m/{page}'   | GET /m/x                      | page: \"x\" (expected: a whole number from -2147483648 to 2147483647)",
                "get: '/m/{name}'   | GET /m/%80                    | name: \"%80\" (expected: UTF-8 that is percent-encoded)",
                "post: '/m' body: '*' | POST /m?name=x {}           | : a query (expected: none: the body says all that the path does not)",
                "post: '/m' body: 'message' | POST /m?message.text=x {} | message.text: a query parameter (expected: no such one: the path or the body says it)",
                "post: '/m' body: 'message' | POST /m {\"txet\":1}  | message.txet: unknown field (expected: a field of t.Message)",
                "post: '/m' body: 'messages' | POST /m [{},{\"sub\":{\"numbers\":[1,\"x\"]}}] | messages[1].sub.numbers[1]: \"x\" (expected: a whole number from -2147483648 to 2147483647)",
            })
    void is_refused(String rule, String http, String violation) throws Exception {
        assertThat(violations(request(binding(rule), http))).containsExactly(violation);
    }

    @Test
    void every_violation_is_reported_up_to_a_limit() throws Exception {
        HttpBinding binding = binding("get: '/m'");
        assertThat(violations(request(binding, "GET /m?a=1&deep=yes&page=x"))).hasSize(3);
        String many = "x=1&".repeat(100);
        assertThat(violations(request(binding, "GET /m?" + many))).hasSize(JsonLimits.DEFAULT.violations());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get: '/v1/{name}/x'       | deep: true          | name: empty (expected: a value, as it is a part of the path)",
                "get: '/v1/{sub.note}'     | deep: true          | sub.note: empty (expected: a value, as it is a part of the path)",
                "get: '/v1/{sub.note}'     | sub {}              | sub.note: empty (expected: a value, as it is a part of the path)",
                "get: '/v1/{page}'         | deep: true          | page: empty (expected: a value, as it is a part of the path)",
                "get: '/v1/{name=**}'      | deep: true          | name: empty (expected: a value, as it is a part of the path)",
                "get: '/v1/{name}'         | name: '..'          | name: does not fit the template /v1/{name}",
                "get: '/v1/{name}'         | name: '.'           | name: does not fit the template /v1/{name}",
                "get: '/v1/{name=**}'      | name: 'a/../b'      | name: does not fit the template /v1/{name=**}",
                "get: '/v1/{name=**}'      | name: 'a//b'        | name: does not fit the template /v1/{name=**}",
                "get: '/v1/{name=a/*}'     | name: 'b/c'         | name: does not fit the template /v1/{name=a/*}",
                "get: '/v1/{name=a/*}'     | name: 'a/b/c'       | name: does not fit the template /v1/{name=a/*}",
                "get: '/v1/*/x'            | name: 'b'           | wildcard of no field in the template /v1/*/x",
                "get: '/m'                 | labels {}           | t.Request.labels: no query parameter for it (expected: no repeated message, map or group)",
                "get: '/m'                 | messages {}         | t.Request.messages: no query parameter for it (expected: no repeated message, map or group)",
                "get: '/m'                 | since { nanos: -1 } | t.Request.since: timestamp out of range (expected: the years 1 to 9999)",
                "post: '/m' body: '*'      | any { type_url: 'x/secret' } | any: Any of a type that is not known (expected: one of the schema)",
            })
    void is_not_sent(String rule, String request, String reason) throws Exception {
        assertThat(binding(rule).send(message(request).toByteArray())).isEqualTo(new Sending.Unsendable(reason));
    }

    @Test
    void a_number_of_zero_in_the_path_is_a_value() throws Exception {
        assertThat(text(binding("get: '/v1/{revision}/{kind}/{deep}'").send(NO_BODY)))
                .isEqualTo("GET /v1/0/KIND_NONE/false");
    }

    @Test
    void the_body_of_everything_is_without_what_the_path_says() throws Exception {
        Sending sending = binding("post: '/v1/{name}/{message.text}' body: '*'")
                .send(message("name: 'n' message { text: 't' message_id: 'i' } deep: true")
                        .toByteArray());
        assertThat(text(sending))
                .startsWith("POST /v1/n/t {")
                .contains("\"message\":{\"messageId\":\"i\"}", "\"deep\":true")
                .doesNotContain("\"name\"", "\"text\"");
    }

    @Test
    void a_rule_for_any_method_is_sent_as_one() throws Exception {
        assertThat(text(binding("custom: {kind: '*' path: '/m'}").send(NO_BODY)))
                .isEqualTo("GET /m");
        assertThat(text(binding("custom: {kind: '*' path: '/m'} body: 'tags'").send(NO_BODY)))
                .isEqualTo("POST /m []");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages | messages { text: 'a' } | [{\"messageId\":\"\",\"text\":\"a\"}]",
                "messages |                        | []",
                "labels   |                        | {}",
                "message  |                        | null",
                "message  | message {}             | {\"messageId\":\"\",\"text\":\"\"}",
                "revision | revision: 7            | \"7\"",
                "since    | since {}               | \"1970-01-01T00:00:00Z\"",
            })
    void the_answer_can_be_a_field_of_it(String field, String answer, String json) throws Exception {
        HttpBinding binding = binding("get: '/m' response_body: '" + field + "'");
        DynamicMessage message = message(answer == null ? "" : answer);
        assertThat(new String(binding.answer(message.toByteArray()), UTF_8)).isEqualTo(json);
        assertThat(DynamicMessage.parseFrom(REQUEST, received(binding, json))).isEqualTo(message);
    }

    @Test
    void an_answer_of_a_newer_downstream_is_understood() throws Exception {
        byte[] message = received(
                binding("get: '/m'"),
                "{\"added\":{\"x\":[1]},\"name\":\"n\",\"kind\":\"KIND_NEW\",\"kinds\":[\"KIND_NEW\",\"KIND_NOTE\"],\"any\":{\"@type\":\"x/y\"}}");
        assertThat(DynamicMessage.parseFrom(REQUEST, message)).isEqualTo(message("name: 'n' kinds: KIND_NOTE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "secret                  | body: wrong value (expected: JSON (RFC 8259) in UTF-8)",
                "{\"name\":\"secret\"    | body: wrong value (expected: JSON (RFC 8259) in UTF-8)",
                "{} secret               | body: wrong value (expected: JSON (RFC 8259) in UTF-8)",
                "``                      | body: wrong value (expected: JSON (RFC 8259) in UTF-8)",
                "[]                      | t.Request: wrong value (expected: an object)",
                "{\"revision\":\"secret\"} | t.Request.revision: wrong value (expected: a whole number from -9223372036854775808 to 9223372036854775807)",
                "{\"labels\":{\"secret\":1}} | t.Request.labels: wrong value (expected: a string)",
                "{\"messages\":{}}       | t.Request.messages: wrong value (expected: an array)",
                "{\"kind\":true}         | t.Request.kind: wrong value (expected: a name or number of t.Kind)",
            })
    void an_answer_of_another_shape_is_a_failure_that_quotes_nothing(String json, String reason) throws Exception {
        assertThat(binding("get: '/m'").receive(json.getBytes(UTF_8))).isEqualTo(new Received.Malformed(reason));
    }

    @Test
    void no_content_is_an_answer_without_fields() throws Exception {
        HttpBinding ping = HttpBinding.compile(
                        FILE.findServiceByName("Messaging").findMethodByName("Ping"),
                        rule("delete: '/m'"),
                        EveryType.JSON)
                .get(0);
        assertThat(ping.receive(NO_BODY)).isInstanceOf(Received.Message.class);
        assertThat(new String(ping.answer(NO_BODY), UTF_8)).isEqualTo("{}");
    }

    @Test
    void a_request_that_is_one_json_value_is_the_body() throws Exception {
        HttpBinding echo = HttpBinding.compile(
                        FILE.findServiceByName("Messaging").findMethodByName("Call"),
                        rule("post: '/m' body: 'filter'"),
                        EveryType.JSON)
                .get(0);
        assertThat(arrive(echo, "POST /m {\"a\":true}"))
                .isEqualTo(message("filter { fields { key: 'a' value { bool_value: true } } }"));
    }

    @Test
    void additional_bindings_follow() throws Exception {
        List<HttpBinding> bindings = bindings(
                "get: '/v1/{name}' additional_bindings { post: '/v2/{name}' body: '*' } additional_bindings { get: '/v3' }");
        assertThat(bindings).extracting(HttpBinding::httpMethod).containsExactly("GET", "POST", "GET");
        assertThat(bindings).extracting(HttpBinding::template).containsExactly("/v1/{name}", "/v2/{name}", "/v3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "body: '*'                              | no pattern (expected: get, put, post, delete, patch or custom)",
                "get: 'v1'                              | template \"v1\": expected: a leading slash",
                "get: '/v1//x'                          | template \"/v1//x\": segment: \"\" (expected: *, **, {field}, {field=...} or text)",
                "get: '/v1/'                            | template \"/v1/\": segment: \"\" (expected: *, **, {field}, {field=...} or text)",
                "get: '/v1/a*'                          | template \"/v1/a*\": segment: \"a*\" (expected: *, **, {field}, {field=...} or text)",
                "get: '/v1/**/x'                        | template \"/v1/**/x\": ** that is not the last segment",
                "get: '/v1/{name'                       | template \"/v1/{name\": { without }",
                "get: '/v1/{name}x'                     | template \"/v1/{name}x\": expected: a slash at offset 10",
                "get: '/v1/{name={user_id}}'            | template \"/v1/{name={user_id}}\": segment: \"{user_id\" (expected: *, **, {field}, {field=...} or text)",
                "get: '/v1/{name}/{name}'               | template \"/v1/{name}/{name}\": variable name stands there twice",
                "get: '/v1/{}'                          | template \"/v1/{}\": variable: \"\" (expected: a field's path)",
                "get: '/v1/%zz'                         | template \"/v1/%zz\": segment: \"%zz\" (expected: *, **, {field}, {field=...} or text)",
                "get: '/:go'                            | template \"/:go\": a verb without a segment before it",
                "get: '/v1/{nmae}'                      | variable: \"nmae\" (expected: a field of t.Request)",
                "get: '/v1/{tags}'                      | variable {tags}: t.Request.tags is repeated (expected: a singular field)",
                "get: '/v1/{labels.key}'                | variable {labels.key}: t.Request.labels is repeated (expected: a singular field)",
                "get: '/v1/{sub}'                       | variable {sub}: t.Request.sub is a message (expected: a field of a scalar type)",
                "get: '/v1/{since}'                     | variable {since}: t.Request.since is a message (expected: a field of a scalar type)",
                "get: '/v1/{name.x}'                    | variable {name.x}: no message has a field x there",
                "post: '/v1' body: 'nmae'               | body: \"nmae\" (expected: a field of t.Request)",
                "post: '/v1/{name}' body: 'name'        | body: \"name\" is a variable of the path too",
                "post: '/v1' body: 'raw'                | body: google.api.HttpBody (expected: a message that has JSON)",
                "get: '/v1' body: '*'                   | body: \"*\" (expected: none, as it is a GET)",
                "get: '/v1' response_body: 'nmae'       | response_body: \"nmae\" (expected: a field of t.Request)",
                "custom: {kind: 'A B' path: '/v1'}      | custom.kind: \"A B\" (expected: an HTTP method, or *)",
                "get: '/a' additional_bindings { get: '/b' additional_bindings { get: '/c' } } | additional_bindings in additional_bindings",
            })
    void a_wrong_rule_is_refused_with_its_place(String rule, String reason) {
        assertThatThrownBy(() -> bindings(rule))
                .isInstanceOf(BindingException.class)
                .hasMessage("t.Messaging.Call: " + reason);
    }

    private static HttpRule rule(String text) throws Exception {
        return TextFormat.parse(text, HttpRule.class);
    }

    private static List<HttpBinding> bindings(String rule) throws Exception {
        return HttpBinding.compile(
                FILE.findServiceByName("Messaging").findMethodByName("Call"), rule(rule), EveryType.JSON);
    }

    private static HttpBinding binding(String rule) throws Exception {
        return bindings(rule).get(0);
    }

    private static DynamicMessage message(String text) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(REQUEST);
        TextFormat.merge(text, message);
        return message.build();
    }

    /** {@code POST /path?query body} */
    private static String text(Sending sending) {
        assertThat(sending).isInstanceOf(Sending.Sendable.class);
        HttpCallRequest request = ((Sending.Sendable) sending).request();
        Optional<String> body = request.body().map(bytes -> " " + new String(bytes, UTF_8));
        return request.method() + " " + request.pathAndQuery() + body.orElse("");
    }

    private static Decoded request(HttpBinding binding, String http) {
        String[] parts = http.split(" ", 3);
        String[] target = parts[1].split("\\?", 2);
        PathMatch match = binding.match(target[0]).orElseThrow();
        return binding.request(
                match, target.length > 1 ? target[1] : null, parts.length > 2 ? parts[2].getBytes(UTF_8) : NO_BODY);
    }

    private static DynamicMessage arrive(HttpBinding binding, String http) throws Exception {
        Decoded decoded = request(binding, http);
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return DynamicMessage.parseFrom(REQUEST, ((Decoded.Message) decoded).bytes());
    }

    private static List<String> violations(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded)
                .violations().stream()
                        .map(each -> each.field() + ": " + each.description())
                        .collect(Collectors.toList());
    }

    private static byte[] received(HttpBinding binding, String json) {
        Received received = binding.receive(json.getBytes(UTF_8));
        assertThat(received).isInstanceOf(Received.Message.class);
        return ((Received.Message) received).bytes();
    }
}
