package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.weft.plan.CacheRule;
import dev.weft.plan.CallPlan;
import dev.weft.plan.MethodName;
import dev.weft.plan.Narrowing;
import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.plan.RememberedAnswers;
import dev.weft.wire.Piece;
import dev.weft.wire.Projection;
import dev.weft.wire.ReadFields;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RememberedAnswersTest {
    private static final String USER =
            "user {id: 7 display_name: 'Ada' address {city: 'Graz' street: 'Gasse'} create_time {seconds: 60} phone: '1' "
                    + "homes {key: 1 value {city: 'Wien' street: 'Ring'}} labels {key: 'a' value: 'b'} "
                    + "friend {id: 8 display_name: 'Eva' friend {id: 9 email: 'x' address {city: 'Linz'}}}}";
    private static final String ITEMS =
            "items {id: 'a' title: 'A' price: 2 parts {title: 'P' price: 1}} items {id: 'b' price: 5} total_size: 2";

    private final PagePlan page = PageFixture.plan("masked");
    private final RememberedAnswers remembered = RememberedAnswers.of(List.of(page));

    @Test
    void areWhatTheCallsOfThePageRead() {
        assertThat(remembered.fields(method("items")))
                .hasValueSatisfying(fields -> assertThat(fields)
                        .hasToString("0{items:1,next_page_token,total_size} 1{id,title,price,parts:1}"));
    }

    @Test
    void areNotSaidOfAMethodOfWhichNothingIsRemembered() {
        assertThat(remembered.fields(method("profile"))).isEmpty();
    }

    private MethodName method(String call) {
        return page.calls().stream()
                .filter(each -> each.name().equals(call))
                .findFirst()
                .orElseThrow()
                .target()
                .method();
    }

    @Test
    void areOfUseAsLongAsToTheCallThatKeepsThemLongest() {
        CacheRule seconds = new CacheRule(Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, false);
        assertThat(remembered.keep(method("items"), seconds)).isEqualTo(Duration.ofSeconds(60));
        assertThat(remembered.keep(method("profile"), seconds)).isEqualTo(Duration.ofSeconds(5));
    }

    @Property(tries = 300)
    void areAllThatAPartOfThePageReads(@ForAll("masks") List<String> paths) throws Exception {
        Narrowing narrowing = page.narrowing().orElseThrow();
        PagePlan part = narrowing
                .narrow(((Narrowing.Asked.Fields) narrowing.asked(paths)).mask())
                .plan();
        for (CallPlan call : part.calls()) {
            byte[] whole = answer(call.target().descriptor().getOutputType());
            byte[] remembered = bytes(read(call.target().method()).copy(), whole);
            for (Read read : call.responseReads()) {
                Piece piece = (Piece) read.projection().read(whole);
                // What is worked out of a message reads it where it is inserted, and then it is remembered whole.
                if (!piece.hasInserts()) {
                    assertThat(bytes(read.projection(), remembered)).isEqualTo(piece.toByteArray());
                }
            }
        }
    }

    @Provide
    Arbitrary<List<String>> masks() {
        return SlowMask.any(page.descriptor().getOutputType());
    }

    /** What would be remembered of that method, if its calls were. */
    private ReadFields read(MethodName method) {
        List<CallPlan> calls = page.calls().stream()
                .filter(call -> call.target().method().equals(method))
                .toList();
        return ReadFields.of(
                        calls.get(0).target().descriptor().getOutputType(),
                        calls.stream()
                                .flatMap(call -> call.responseReads().stream())
                                .map(Read::projection)
                                .toList())
                .orElseThrow();
    }

    /** With something in all that the page reads, and more. */
    private static byte[] answer(Descriptor type) throws TextFormat.ParseException {
        DynamicMessage.Builder answer = DynamicMessage.newBuilder(type);
        TextFormat.merge(type.findFieldByName("user") == null ? ITEMS : USER, answer);
        return answer.build().toByteArray();
    }

    private static byte[] bytes(Projection projection, byte[] message) {
        return ((Piece) projection.read(message)).toByteArray();
    }
}
