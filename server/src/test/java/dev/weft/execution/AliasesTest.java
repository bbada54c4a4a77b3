package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names for names, for what is there though it is zero, and constants. */
class AliasesTest {
    private final PageFixture page = new PageFixture(PageFixture.plan("aliases"));

    AliasesTest() {
        page.service("GetUser").answers(request -> "user {id: 7 rank: 2}");
        page.service("ListItems").answers(request -> "items {id: 'a' price: 1} items {id: 'b' price: 2}");
    }

    @Test
    void aNameForANameIsWhatThatStandsFor() {
        page.ask("id: 1");

        assertThat(page.field("name")).isEqualTo("name: \"nobody\"");
        assertThat(page.field("number")).isEqualTo("number: 1");
        assertThat(page.service("ListItems").requests()).containsExactly("user_id: 1 limit: 5");
    }

    @Test
    void whatIsThereIsNotReplacedThoughItIsZero() {
        page.service("GetUser").answers(request -> "user {id: 7 nickname: ''}");
        page.ask("id: 1 limit: 0");

        assertThat(page.service("ListItems").requests()).containsExactly("user_id: 1");
        assertThat(page.field("name")).isEmpty();
        assertThat(page.field("person")).isEqualTo("person { }");
    }

    @Test
    void whatIsNotThereIs() {
        page.ask("id: 1");

        assertThat(page.field("person")).isEqualTo("person { nickname: \"-\" }");
    }

    @Test
    void aConstantIsNoPath() {
        page.ask("id: 1");

        assertThat(page.field("level")).isEqualTo("level: LEVEL_BRONZE");
        assertThat(page.field("best")).isEqualTo("best: LEVEL_GOLD");
    }

    @Test
    void aMacrosNameIsNotTheLets() {
        page.ask("id: 1");

        assertThat(page.field("items")).isEqualTo("items { id: \"b\" }");
    }

    @Test
    void aNumberThatIsTooLargeIsNotInfinite() {
        page.ask("id: 1");

        assertThat(page.field("huge")).isEmpty();
        assertThat(page.missing()).containsExactly("huge");
    }

    /** Forty levels, of which each is in both of the fields above it: in full they would be a million million. */
    @Test
    void whatDoublesAtEveryLevelEnds() {
        page.service("ListItems")
                .answers(request -> "items {" + "price: 7 parts {".repeat(40) + "price: 7" + "}".repeat(40) + "}");
        page.ask("id: 1");

        assertThat(page.missing()).contains("Tree.cheap", "Tree.dear");
    }
}
