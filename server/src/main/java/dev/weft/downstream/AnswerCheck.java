package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import dev.weft.wire.ReadFields;
import dev.weft.wire.Reading;
import dev.weft.wire.Reading.Malformed;
import java.util.ArrayList;
import java.util.List;

/** Reads what a page wants of an answer. Immutable, and known by its identity. */
final class AnswerCheck {
    private final List<Read> reads;
    private final boolean lasting;

    private AnswerCheck(List<Read> reads, boolean lasting) {
        this.reads = List.copyOf(reads);
        this.lasting = lasting;
    }

    /** @param reads what the page wants */
    AnswerCheck(List<Read> reads) {
        this(reads, true);
    }

    /** That of a part of a page, which somebody asks for just now. */
    static AnswerCheck ofPart(List<Read> reads) {
        return new AnswerCheck(reads, false);
    }

    /** Whether it is there as long as the server is: then what it read may be remembered as its own. */
    boolean isLasting() {
        return lasting;
    }

    /** The answer with its pieces; a failure when it is damaged. */
    CallResult of(Answer answer) {
        List<Piece> pieces = new ArrayList<>(reads.size());
        for (Read read : reads) {
            Reading reading = read.projection().read(answer.message());
            if (reading instanceof Malformed damage) {
                return malformed(damage);
            }
            pieces.add((Piece) reading);
        }
        return answer.with(pieces);
    }

    /** The answer, which was read, with those fields alone; a failure when they are damaged. */
    CallResult copied(Answer answer, ReadFields fields) {
        Reading reading = fields.copy().read(answer.message());
        if (reading instanceof Malformed damage) {
            return malformed(damage);
        }
        Piece copy = (Piece) reading;
        if (copy.size() == answer.message().length) {
            return answer;
        }
        Answer copied = new Answer(copy.toByteArray(), answer.pieces());
        // What the page is written of is looked up in the message that was read, which is not to be held on to.
        return answer.pieces().stream().anyMatch(Piece::hasInserts) ? of(copied) : copied;
    }

    private static Failure malformed(Malformed damage) {
        return new Failure(
                Code.INTERNAL, "malformed response: %s at byte %d".formatted(damage.reason(), damage.offset()));
    }
}
