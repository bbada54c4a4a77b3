package dev.weft.bench.run;

import java.util.HashMap;
import java.util.Map;

/** A line of words and numbers by turns, as the load's process answers: {@code pages 100 failed 0 …}. */
record Said(Map<String, Double> numbers) {
    static Said parse(String line) {
        String[] words = line.split(" ", -1);
        Map<String, Double> numbers = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            numbers.put(words[i], Double.valueOf(words[i + 1]));
        }
        return new Said(numbers);
    }

    double get(String word) {
        Double number = numbers.get(word);
        if (number == null) {
            throw new IllegalArgumentException(word + ": missing in " + numbers);
        }
        return number;
    }
}
