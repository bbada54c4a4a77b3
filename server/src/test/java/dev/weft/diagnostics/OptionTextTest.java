package dev.weft.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class OptionTextTest {
    @Property
    void readsWhatProtobufEscapes(@ForAll @StringLength(max = 20) String value) throws OptionText.Mismatch {
        String wellFormed = ByteString.copyFromUtf8(value).toStringUtf8();
        String quoted = "\"" + TextFormat.escapeBytes(ByteString.copyFromUtf8(wellFormed)) + "\"";

        OptionText.Text text = (OptionText.Text) new OptionText("option (x) = " + quoted + ";", 0).statement();

        assertThat(text.value()).isEqualTo(wellFormed);
        assertThat(text.offsets()).isSorted().hasSize(wellFormed.length() + 1);
    }

    @Property
    void endsOnAnyText(
            @ForAll
                    @StringLength(max = 30)
                    @Chars({'a', '{', '}', '[', ']', '<', '"', '\'', '\\', ':', ';', '/', '*', '#', ' ', '\n'})
                    String text) {
        try {
            assertThat(new OptionText("option (x) = " + text, 0).statement()).isNotNull();
        } catch (OptionText.Mismatch e) {
            assertThat(text).as("not the text of an option").isNotNull();
        }
    }
}
