package dev.weft.transcoding;

import java.util.ArrayList;
import java.util.List;

/** Takes what is wrong with what is read. */
sealed interface Problems {
    /**
     * Takes one problem.
     *
     * @param place the path as it was written
     * @param declared the full name of the field or message that this is about
     * @param found what was found
     * @param expected what should have been there
     * @throws StopReadingException when nothing more is of interest
     */
    void add(String place, String declared, String found, String expected);

    /** For who wrote it: everything that is wrong, each with its place and value. */
    final class ForAuthor implements Problems {
        private final int most;
        private final List<Violation> violations = new ArrayList<>();

        ForAuthor(int most) {
            this.most = most;
        }

        @Override
        public void add(String place, String declared, String found, String expected) {
            violations.add(new Violation(place, found + " (expected: " + expected + ")"));
            if (violations.size() == most) {
                throw new StopReadingException("enough");
            }
        }

        List<Violation> violations() {
            return List.copyOf(violations);
        }
    }

    /** For everybody else: the first that is wrong, and nothing of what was written. */
    final class ForOthers implements Problems {
        @Override
        public void add(String place, String declared, String found, String expected) {
            throw new StopReadingException(declared + ": wrong value (expected: " + expected + ")");
        }
    }
}
