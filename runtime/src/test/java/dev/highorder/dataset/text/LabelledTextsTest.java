package dev.highorder.dataset.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.input.TextFormat;
import dev.highorder.storage.FileContent;
import dev.highorder.table.Rows;
import dev.highorder.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextsTest {

  private static final Rows ROWS =
      new Rows(
          "reviews",
          List.of("review", "opinion"),
          List.of(
              new Rows.Row(2, List.of("ab", "good")),
              new Rows.Row(3, List.of("caba", "bad")),
              new Rows.Row(4, List.of("b", "bad"))));

  @TempDir Path folder;
  private FileContent file;

  @BeforeEach
  void writeFile() throws IOException {
    file = FileContent.read(Files.writeString(folder.resolve("abc"), "abc"), "letters.txt");
  }

  /** A tokenizer of letters from a to c; 3 fills. */
  private record Letters(Optional<FileContent> file) implements Tokenizer {

    @Override
    public String name() {
      return "letters";
    }

    @Override
    public int size() {
      return 4;
    }

    @Override
    public int filler() {
      return 3;
    }

    @Override
    public List<String> vocabulary() {
      return List.of();
    }

    @Override
    public int[] numbers(String text) {
      if (!text.matches("[a-c]*")) {
        throw new IllegalArgumentException("there is another letter. Remove it.");
      }
      return text.chars().map(letter -> letter - 'a').toArray();
    }
  }

  private LabelledTexts lettered(int length) {
    return LabelledTexts.of(ROWS, "review", "opinion", new Letters(Optional.of(file)), length);
  }

  private static float[] encoded(ExampleEncoder encoder, int index, int length) {
    float[] target = new float[length + 1];
    Arrays.fill(target, -1);
    encoder.encode(index, 0, target, 1);
    return target;
  }

  @Test
  void theTokenizerGivesTheNumbers() {
    LabelledTexts texts = lettered(3);
    TextFormat format = texts.measuredFormat();
    assertEquals(3, format.length());
    assertEquals(4, format.tokens());
    assertEquals(List.of(file.record()), format.files());
    assertEquals(List.of(file), texts.files());
    assertEquals(1, texts.longerThan(3));
    ExampleEncoder encoder = texts.encoder(format);
    assertArrayEquals(new float[] {-1, 0, 1, 3}, encoded(encoder, 0, 3));
    assertArrayEquals(new float[] {-1, 2, 0, 1}, encoded(encoder, 1, 3), "cut");
    assertEquals(4, lettered(9).measuredFormat().length());
  }

  @Test
  void aSetOfAnotherTokenizerIsRefused() {
    TextFormat format = lettered(3).measuredFormat();
    LabelledTexts words = LabelledTexts.of(ROWS, "review", "opinion", List.of("bad", "good"));
    assertRefused(words, format);
    assertRefused(lettered(3), LabelledTexts.of(ROWS, "review", "opinion", 9, 9).measuredFormat());
  }

  private static void assertRefused(LabelledTexts texts, TextFormat format) {
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> texts.encoder(format));
    assertTrue(fault.getMessage().contains("another tokenizer"), fault.getMessage());
  }

  /** Two files with one name differ by their contents. */
  @Test
  void aSetOfAnotherFileIsRefused() throws IOException {
    TextFormat format = lettered(3).measuredFormat();
    FileContent changed =
        FileContent.read(Files.writeString(folder.resolve("abd"), "abd"), "letters.txt");
    LabelledTexts texts =
        LabelledTexts.of(
            ROWS, "review", "opinion", List.of("bad", "good"), new Letters(Optional.of(changed)));
    assertRefused(texts, format);
  }

  @Test
  void textsThatCannotBeDividedAreNamed() {
    Rows rows =
        new Rows(
            "reviews",
            List.of("review", "opinion"),
            List.of(
                new Rows.Row(2, List.of("ab", "good")),
                new Rows.Row(3, List.of("xyz", "bad")),
                new Rows.Row(4, List.of("", "bad"))));
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> LabelledTexts.of(rows, "review", "opinion", new Letters(Optional.of(file)), 3));
    assertTrue(fault.getMessage().contains("line 3, column review: there is another letter"));
    assertTrue(fault.getMessage().contains("line 4, column review: there is no text"));
  }
}
