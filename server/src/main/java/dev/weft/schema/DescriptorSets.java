package dev.weft.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes descriptor sets apart. Where the elements of the great vocabularies stand in their sources is left out: nobody asks, and it
 * would be half of the bytes that a start has to read.
 */
final class DescriptorSets {
    private static final Set<String> UNPLACED =
            Set.of("google/protobuf/descriptor.proto", "buf/validate/validate.proto");
    private static final int FILE = lengthDelimited(FileDescriptorSet.FILE_FIELD_NUMBER);
    private static final int NAME = lengthDelimited(FileDescriptorProto.NAME_FIELD_NUMBER);
    private static final int SOURCE_CODE_INFO = lengthDelimited(FileDescriptorProto.SOURCE_CODE_INFO_FIELD_NUMBER);

    private DescriptorSets() {}

    private static int lengthDelimited(int number) {
        return number << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** The files of a {@code google.protobuf.FileDescriptorSet}. */
    static List<FileDescriptorProto> files(byte[] set) throws InvalidProtocolBufferException {
        List<FileDescriptorProto> files = new ArrayList<>();
        ExtensionRegistry registry = Options.registry();
        try {
            CodedInputStream in = CodedInputStream.newInstance(set);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == FILE) {
                    files.add(file(in.readBytes(), registry));
                } else {
                    in.skipField(tag);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
        return files;
    }

    private static FileDescriptorProto file(ByteString bytes, ExtensionRegistry registry) throws IOException {
        CodedInputStream in = bytes.newCodedInput();
        boolean unplaced = in.readTag() == NAME && UNPLACED.contains(in.readString());
        return FileDescriptorProto.parseFrom(unplaced ? withoutPlaces(bytes) : bytes, registry);
    }

    private static ByteString withoutPlaces(ByteString file) throws IOException {
        ByteString kept = ByteString.EMPTY;
        CodedInputStream in = file.newCodedInput();
        int start = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            in.skipField(tag);
            int end = in.getTotalBytesRead();
            if (tag != SOURCE_CODE_INFO) {
                kept = kept.concat(file.substring(start, end));
            }
            start = end;
        }
        return kept;
    }
}
