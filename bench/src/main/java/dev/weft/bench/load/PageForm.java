package dev.weft.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.weft.bench.page.v1.GetDashboardResponse;
import java.nio.charset.StandardCharsets;

/** A form in which the page is answered. */
interface PageForm {
    GetDashboardResponse parse(byte[] answer) throws InvalidProtocolBufferException;

    /** How many bytes of a right answer stand before the first of the times that its calls took, which differ from answer to answer. */
    int constantBytes(byte[] answer, GetDashboardResponse parsed);

    /** As over gRPC. */
    final class Protobuf implements PageForm {
        private static final byte STATUS_TAG = GetDashboardResponse.STATUS_FIELD_NUMBER << 3 | 2;

        @Override
        public GetDashboardResponse parse(byte[] answer) throws InvalidProtocolBufferException {
            return GetDashboardResponse.parseFrom(answer);
        }

        @Override
        public int constantBytes(byte[] answer, GetDashboardResponse parsed) {
            int status = parsed.toBuilder().clearStatus().build().getSerializedSize();
            return answer[status] == STATUS_TAG ? status : 0;
        }
    }

    /** As over HTTP. */
    final class Json implements PageForm {
        @Override
        public GetDashboardResponse parse(byte[] answer) throws InvalidProtocolBufferException {
            GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder();
            JsonFormat.parser().merge(new String(answer, StandardCharsets.UTF_8), page);
            return page.build();
        }

        @Override
        public int constantBytes(byte[] answer, GetDashboardResponse parsed) {
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            return Math.max(text.indexOf("\"took\""), 0);
        }
    }
}
