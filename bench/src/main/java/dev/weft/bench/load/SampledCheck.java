package dev.weft.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.bench.page.v1.GetDashboardResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first answer for each user, one in some hundred after it, and every one that begins otherwise than the last that was
 * right. Of the rest it compares every byte that stands before the calls' times.
 */
final class SampledCheck implements Checker {
    private static final int SAMPLE = 512;

    private final long[] users;
    private final PageForm form;
    private final Expected expected;
    private final byte[] @Nullable [] right;
    private int count;

    SampledCheck(long[] users, PageForm form, Expected expected) {
        this.users = users;
        this.form = form;
        this.expected = expected;
        this.right = new byte[users.length][];
    }

    @Override
    public boolean accepts(byte[] answer, int user) {
        byte[] start = right[user];
        if (count++ % SAMPLE != 0 && start != null && beginsWith(answer, start)) {
            return true;
        }
        try {
            GetDashboardResponse page = form.parse(answer);
            if (!expected.matches(page, users[user])) {
                return false;
            }
            right[user] = Arrays.copyOf(answer, form.constantBytes(answer, page));
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean beginsWith(byte[] answer, byte[] start) {
        return answer.length > start.length && Arrays.equals(answer, 0, start.length, start, 0, start.length);
    }

    /** Says whether a page is what it must be. */
    interface Expected {
        boolean matches(GetDashboardResponse page, long user);
    }
}
