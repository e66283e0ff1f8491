package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README is short, and what it quotes is what other files of the repository say. */
class ReadmeTest {

  private static final int MAX_LINES = 120;
  private static final SourceFile README = Repository.page("README.md");

  private static final Pattern SCHEME =
      Pattern.compile("(?m)^\\| \\[?`([A-Z0-9_]+)`(?:\\]\\([^)]*\\))? \\| (\\d) ");
  private static final Pattern ORDER_ROW = Pattern.compile("(?m)^\\| (\\d) \\| (`[A-Z].*) \\|$");
  private static final Pattern OTHER_ROW =
      Pattern.compile("(?m)^\\| [a-zA-Z][^|`]*\\| (`[A-Z].*) \\|$");
  private static final Pattern NAME = Pattern.compile("`([A-Z0-9_]+)`(?:[^()`]*\\((\\d)\\))?");
  private static final Pattern MEASURED =
      Pattern.compile("\\d+\\.?\\d* (?:ms|MB|s|%)(?= |:|;|,|$)");

  @Test
  void isShort() {
    assertTrue(README.lines().size() <= MAX_LINES, README.lines().size() + " lines");
  }

  @Test
  void mainCommandsAreOneLineEach() {
    List<String> lines = README.lines();
    assertTrue(lines.contains("mvn -B verify"));
    assertEquals(
        1,
        lines.stream()
            .filter(line -> line.startsWith("mvn -q package -DskipTests && java -jar "))
            .filter(line -> line.contains(".jar train ") && line.contains(".jar classify "))
            .count());
  }

  @Test
  void generatedCodeIsThatOfTheGoldenFile() {
    String golden =
        Repository.page("processor/src/test/resources/expected/ResidualUnitRk4.java").text();
    String quoted = between("  protected NDArray block", "    ...\n```");
    assertTrue(golden.contains(quoted), quoted);
  }

  @Test
  void errorIsOneThatTheCompilerPrints() {
    String message = between("error: ", "\n```").replaceFirst("^error: ", "");
    assertTrue(Repository.page("docs/wrong-input.md").text().contains(message), message);
  }

  @Test
  void schemesAndOrdersAreThoseOfTheSchemesPage() {
    TreeMap<String, String> expected = new TreeMap<>();
    results(SCHEME, Repository.page("docs/schemes.md").text())
        .forEach(scheme -> expected.put(scheme.group(1), scheme.group(2)));
    TreeMap<String, String> actual = new TreeMap<>();
    for (MatchResult row : results(ORDER_ROW, README.text())) {
      results(NAME, row.group(2)).forEach(name -> actual.put(name.group(1), row.group(1)));
    }
    for (MatchResult row : results(OTHER_ROW, README.text())) {
      String order = null;
      List<MatchResult> names = results(NAME, row.group(1));
      for (int i = names.size() - 1; i >= 0; i--) { // "`A`, `B` (1)": both have order 1
        order = names.get(i).group(2) == null ? order : names.get(i).group(2);
        actual.put(names.get(i).group(1), order);
      }
    }
    assertTrue(expected.size() > 20, expected.toString());
    assertEquals(expected, actual);
  }

  @Test
  void numbersAreThoseOfTheResultsPage() {
    String results = Repository.page("docs/results.md").text();
    List<String> numbers =
        results(MEASURED, between("## Results", "\n## ")).stream().map(MatchResult::group).toList();
    assertTrue(numbers.size() > 5, numbers.toString());
    assertEquals(List.of(), numbers.stream().filter(number -> !results.contains(number)).toList());
  }

  private static List<MatchResult> results(Pattern pattern, String text) {
    return pattern.matcher(text).results().collect(Collectors.toList());
  }

  /** Returns what lies between a text and the next other text; the first one included. */
  private static String between(String start, String end) {
    int from = README.text().indexOf(start);
    assertTrue(from >= 0, () -> "README has no '" + start + "'");
    int to = README.text().indexOf(end, from + start.length());
    assertTrue(to >= 0, () -> "README has no '" + end + "' after '" + start + "'");
    return README.text().substring(from, to);
  }
}
