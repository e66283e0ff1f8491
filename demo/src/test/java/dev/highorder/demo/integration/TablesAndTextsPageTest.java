package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.classifier.TextClassifier;
import dev.highorder.demo.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/tables-and-texts.md, run as they stand there. */
class TablesAndTextsPageTest {

  private static final String PROGRAM = "java -jar demo/target/highorder.jar ";
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

  @TempDir Path folder;

  private static List<String> commands(String heading) throws IOException {
    String page = Files.readString(DOCS.resolve("tables-and-texts.md"));
    String section = page.substring(page.indexOf("\n## " + heading + "\n") + 4);
    int end = section.indexOf("\n## ");
    return section
        .substring(0, end < 0 ? section.length() : end)
        .lines()
        .filter(line -> line.startsWith(PROGRAM))
        .map(line -> line.substring(PROGRAM.length()))
        .toList();
  }

  /** Runs a command in the repository, except that what it writes goes into the folder. */
  private CommandLineRun run(String command, String classifier) {
    Object[] arguments =
        ARGUMENT
            .matcher(command)
            .results()
            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
            .map(
                word ->
                    word.startsWith("docs/") ? DOCS.resolve(word.substring(5)).toString() : word)
            .map(word -> word.equals(classifier) ? folder.resolve(word).toString() : word)
            .toArray();
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.code(), () -> Arrays.toString(arguments) + run.err());
    return run;
  }

  @Test
  void theTableIsLearned() throws IOException {
    List<String> commands = commands("A table");
    assertEquals(3, commands.size());
    String trained = run(commands.get(0), "leaves").err();
    assertTrue(trained.contains("(128 training examples, 32 test examples)"), trained);
    String evaluated = run(commands.get(1), "leaves").out();
    assertTrue(accuracy(evaluated) > 0.85, evaluated);
    String classified = run(commands.get(2), "leaves").out();
    assertTrue(classified.contains("leaves.csv:161"), classified);
    long beeches = classified.lines().filter(line -> line.matches(".*:\\d+ +beech .*")).count();
    assertTrue(beeches >= 34 && beeches <= 46, classified);
  }

  @Test
  void theTextsAreLearned() throws IOException {
    List<String> commands = commands("Texts");
    assertEquals(3, commands.size());
    run(commands.get(0), "reviews");
    String evaluated = run(commands.get(1), "reviews").out();
    assertTrue(accuracy(evaluated) > 0.85, evaluated);
    String classified = run(commands.get(2), "reviews").out();
    assertTrue(classified.contains("reviews.csv:2 "), classified);
    try (TextClassifier classifier = TextClassifier.load(folder.resolve("reviews"))) {
      assertEquals("good", classifier.classify("A charming, superb story!").best().name());
      assertEquals("bad", classifier.classify("The music was awful and dull.").best().name());
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(" "));
    }
  }

  @Test
  void theTextsAreLearnedWithATokenizer() throws IOException {
    List<String> commands = commands("A tokenizer from a file");
    assertEquals(1, commands.size());
    run(commands.get(0), "subwords");
    try (TextClassifier classifier = TextClassifier.load(folder.resolve("subwords"))) {
      assertEquals("good", classifier.classify("A charming, superb story!").best().name());
      assertEquals("bad", classifier.classify("The music was awful and dull.").best().name());
      assertEquals(88, classifier.tokenizer().filler());
    }
  }

  /** Reads the accuracy, the third value of the first table. */
  private static double accuracy(String evaluated) {
    String[] values = evaluated.lines().toList().get(2).strip().split(" +", -1);
    return Double.parseDouble(values[2].replace("%", "")) / 100;
  }
}
