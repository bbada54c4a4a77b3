package dev.weft.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.v1.PageProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The extensions stay as they were published: {@code buf breaking}, which CI runs, looks at their names alone. */
class PublishedVocabularyTest {
    private static final Path PUBLISHED = Path.of("../proto/published.binpb");

    @Test
    void extensionsKeepTheirNumbersAndTypes() throws IOException {
        FileDescriptorProto published =
                FileDescriptorSet.parseFrom(Files.readAllBytes(PUBLISHED)).getFileList().stream()
                        .filter(file -> file.getName().equals("weft/v1/page.proto"))
                        .findFirst()
                        .orElseThrow();

        assertThat(extensions(PageProto.getDescriptor().toProto()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(extensions(published));
    }

    private static List<FieldDescriptorProto> extensions(FileDescriptorProto file) {
        return file.getExtensionList().stream()
                .map(extension ->
                        extension.toBuilder().clearOptions().clearJsonName().build())
                .toList();
    }
}
