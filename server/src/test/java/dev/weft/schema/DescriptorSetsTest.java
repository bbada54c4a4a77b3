package dev.weft.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.type.MoneyProto;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DescriptorSetsTest {
    private static final SourceCodeInfo PLACES = SourceCodeInfo.newBuilder()
            .addLocation(SourceCodeInfo.Location.newBuilder().addPath(4).addSpan(1))
            .build();
    private static final FileDescriptorProto MONEY = MoneyProto.getDescriptor().toProto();
    private static final FileDescriptorProto VALIDATE =
            ValidateProto.getDescriptor().toProto();

    @Test
    void leavesOutOnlyThePlacesOfTheVocabularies() throws Exception {
        byte[] set = FileDescriptorSet.newBuilder()
                .addFile(MONEY.toBuilder().setSourceCodeInfo(PLACES))
                .addFile(VALIDATE.toBuilder().setSourceCodeInfo(PLACES))
                .build()
                .toByteArray();
        assertThat(DescriptorSets.files(set))
                .containsExactly(MONEY.toBuilder().setSourceCodeInfo(PLACES).build(), parsed(VALIDATE));
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] set = FileDescriptorSet.newBuilder().addFile(MONEY).build().toByteArray();
        assertThatThrownBy(() -> DescriptorSets.files(Arrays.copyOf(set, set.length - 1)))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static FileDescriptorProto parsed(FileDescriptorProto file) throws InvalidProtocolBufferException {
        return FileDescriptorProto.parseFrom(file.toByteString(), Options.registry());
    }
}
