package dev.weft.transcoding;

/**
 * The text of google.protobuf.FieldMask, to the content of its message: paths in lowerCamelCase, commas between them. A step may be
 * {@code *} (AIP-161).
 */
final class FieldMaskText {
    private static final int PATHS = WireScan.tag(1, WireScan.LENGTH);

    private FieldMaskText() {}

    static void read(String text, WireOutput out) throws BadValueException {
        if (text.isEmpty()) {
            return;
        }
        for (String path : text.split(",", -1)) {
            out.tag(PATHS);
            out.string(snakeCase(path, text));
        }
    }

    private static String snakeCase(String path, String text) throws BadValueException {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            boolean upper = letter >= 'A' && letter <= 'Z';
            if (!upper && !isKept(letter)) {
                throw bad(text);
            }
            snake.append(upper ? "_" : "").append(upper ? (char) (letter - 'A' + 'a') : letter);
        }
        if (snake.isEmpty()) {
            throw bad(text);
        }
        return snake.toString();
    }

    private static boolean isKept(char letter) {
        return letter == '.' || letter == '*' || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    }

    private static BadValueException bad(String text) {
        return BadValueException.of(text, "field paths in lowerCamelCase, commas between them");
    }
}
