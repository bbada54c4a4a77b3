package dev.weft.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.weft.expression.Expression.Computed;
import dev.weft.expression.Expression.Literal;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ExpressionParserTest {
    @Test
    void readsPathsWithTheOffsetOfEachStep() throws ExpressionException {
        Path path = (Path) ExpressionParser.parse("id = profile . user.id ", 4);

        assertThat(path.root()).isEqualTo("profile");
        assertThat(path.offset()).isEqualTo(5);
        assertThat(path.steps()).containsExactly(new Step("user", 15), new Step("id", 20));
        assertThat(path.otherwise()).isEmpty();
    }

    @Test
    void readsWhatStandsInForAMissingValue() throws ExpressionException {
        Path path = (Path) ExpressionParser.parse("a.?b.?c.d.orValue( -3 )", 0);

        assertThat(path.steps()).extracting(Step::field).containsExactly("b", "c", "d");
        assertThat(path.otherwise()).map(Literal::value).contains(-3L);
        assertThat(((Path) ExpressionParser.parse("a.orValue", 0)).steps())
                .as("a field")
                .hasSize(1);
    }

    @Test
    void readsTheLiteralsOfCel() throws ExpressionException {
        Map<String, Object> literals = Map.ofEntries(
                Map.entry("-12", -12L),
                Map.entry("0x1F", 31L),
                Map.entry("-9223372036854775808", Long.MIN_VALUE),
                Map.entry("18446744073709551615u", new Literal.Unsigned(-1)),
                Map.entry("1e3", 1000.0),
                Map.entry("-.5", -0.5),
                Map.entry("true", true),
                Map.entry("'a\"b'", "a\"b"),
                Map.entry("\"\"\"a\n\"b\"\"\"", "a\n\"b"),
                Map.entry("R'\\n'", "\\n"),
                Map.entry("'\\u00e9\\U0001F600\\x41\\101\\t'", "é😀AA\t"),
                Map.entry("b'\\xff\\377é'", ByteString.fromHex("ffffc3a9")),
                Map.entry("rb'\\x'", ByteString.copyFromUtf8("\\x")));

        for (Map.Entry<String, Object> literal : literals.entrySet()) {
            assertThat(((Literal) ExpressionParser.parse(literal.getKey(), 0)).value())
                    .as(literal.getKey())
                    .isEqualTo(literal.getValue());
        }
    }

    @Test
    void namesThatBeginLikeLiteralsArePaths() throws ExpressionException {
        for (String name : new String[] {"trueish", "nullable.x", "r.x", "b", "_1"}) {
            assertThat(ExpressionParser.parse(name, 0)).as(name).isInstanceOf(Path.class);
        }
    }

    @Test
    void whatIsMoreThanAPathOrALiteralIsHandedOn() throws ExpressionException {
        for (String text : new String[] {
            "a.b + 1", "'x' + 'y'", "a.b[0]", "a.f(x)", "(a)", "a.?b.orValue(c)", "1.", "a.", "a.?b", "-a"
        }) {
            assertThat(ExpressionParser.parse("x = " + text + " ", 3)).as(text).isEqualTo(new Computed(text, 4));
        }
    }

    @Property
    void nothingButAnExpressionExceptionComesOfAnyText(
            @ForAll
                    @StringLength(max = 30)
                    @Chars({'a', '.', '?', '=', '"', '\'', '\\', '(', ')', ' ', 'x', 'b', 'r', '-', '1', 'u', 'é'})
                    @CharRange(from = '\u0000', to = '\uFFFF')
                    String text) {
        try {
            ExpressionParser.assignment(text);
            ExpressionParser.parse(text, 0);
        } catch (ExpressionException e) {
            assertThat(e.offset()).isBetween(0, text.length());
        }
    }
}
