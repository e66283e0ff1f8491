package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.demo.house.Vocabulary.Banned;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One word for one thing, in code, comments, messages, tests and documentation. */
class VocabularyTest {

  /** The list of words itself. */
  private static final String LIST = "demo/src/test/java/dev/highorder/demo/house/Vocabulary.java";

  @Test
  void oldWordsAreGone() {
    List<String> found =
        Stream.concat(Repository.allSources().stream(), Repository.pages().stream())
            .filter(file -> !file.path().equals(LIST))
            .flatMap(file -> found(file).stream())
            .toList();
    assertTrue(found.isEmpty(), () -> found.size() + " old words:\n" + String.join("\n", found));
  }

  @Test
  void everyPatternFindsItsExample() {
    for (Banned banned : Vocabulary.BANNED) {
      assertTrue(banned.pattern().matcher(banned.example()).find(), banned.example());
    }
  }

  @Test
  void goodEnglishIsLeftAlone() {
    String text =
        "If there is none, annotation processors call availableProcessors(). It is none of them.";
    assertEquals(List.of(), found(new SourceFile("page.md", text)));
    assertEquals(1, found(new SourceFile("Java.java", " * the way\n   * back\n")).size());
  }

  private static List<String> found(SourceFile file) {
    List<String> found = new ArrayList<>();
    for (Banned banned : Vocabulary.BANNED) {
      Matcher matcher = banned.pattern().matcher(file.text());
      while (matcher.find()) {
        long line = 1 + file.text().chars().limit(matcher.start()).filter(c -> c == '\n').count();
        found.add(
            "%s:%d: \"%s\". Write: %s."
                .formatted(file.path(), line, matcher.group().strip(), banned.instead()));
      }
    }
    return found;
  }
}
