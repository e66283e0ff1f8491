package dev.highorder.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {

  @Test
  void dividesAtSpacesAndMarks() {
    assertEquals(
        List.of("don", "'", "t", "stop", ",", "version2", "!"),
        WordTokenizer.tokens("Don't  stop,\tVersion2!"));
    assertEquals(List.of(), WordTokenizer.tokens(" \u00a0\n\u200b"));
  }

  /** An accent may be a character of its own, and a character may be two of Java's. */
  @Test
  void takesEveryWriting() {
    assertEquals(List.of("caf\u00e9"), WordTokenizer.tokens("CAFE\u0301"));
    assertEquals(
        List.of("\ud83d\ude00", "\ud83d\ude00"), WordTokenizer.tokens("\ud83d\ude00\ud83d\ude00"));
  }

  @Test
  void numbersFrequentTokensFirst() {
    VocabularyMeasurement measurement = new VocabularyMeasurement();
    measurement.add(List.of("b", "a", "c", "c"));
    assertEquals(List.of("c", "a"), measurement.tokens(2));
    WordTokenizer tokenizer = new WordTokenizer(List.of("c", "a"));
    int[] numbers = tokenizer.numbers("A b c");
    assertArrayEquals(new int[] {3, 1, 2}, numbers);
    assertArrayEquals(new float[] {3, 1, 2, 0}, tokenizer.fit(numbers, 4));
    assertArrayEquals(new float[] {3}, tokenizer.fit(numbers, 1));
    assertEquals(4, tokenizer.size());
  }
}
