package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.Rings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java code in the pages is code of this build: it stands in the package {@code example}, which is
 * compiled with the annotation processor. The program of {@code docs/tables-and-texts.md} runs
 * here; those of {@code docs/getting-started.md} run as a project of {@code demo/projects}.
 */
class SamplesTest {

  private static final SourceFile GUIDE = Repository.page("docs/getting-started.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

  /** Code that is not a whole: with an ellipsis, a module declaration, or wrong on purpose. */
  private static final Pattern INCOMPLETE = Pattern.compile("\\.\\.\\.|^module |MyScheme");

  @Test
  void programsAreQuotedToTheLetter() {
    for (String name : List.of("Models", "Train", "Classify")) {
      assertTrue(GUIDE.text().contains("```java\n" + source(name) + "```"), name);
    }
    String examples = Repository.page("docs/tables-and-texts.md").text();
    assertTrue(examples.contains("```java\n" + source("Rings") + "```"), "Rings");
  }

  @Test
  void fragmentsCompile() {
    List<String> sources =
        Stream.of("Models", "Train", "Classify", "Rings", "Snippets")
            .map(name -> dense(source(name)))
            .toList();
    List<String> missing =
        Stream.of(
                "README.md",
                "docs/getting-started.md",
                "docs/choosing-a-scheme.md",
                "docs/sub-nets.md",
                "docs/saved-classifiers.md",
                "docs/tables-and-texts.md",
                "docs/embedding.md",
                "docs/extending.md",
                "docs/platforms.md")
            .flatMap(page -> JAVA.matcher(Repository.page(page).text()).results())
            .map(match -> match.group(1))
            .filter(code -> !INCOMPLETE.matcher(code).find())
            .filter(code -> sources.stream().noneMatch(source -> source.contains(dense(code))))
            .toList();
    assertEquals(List.of(), missing, "Put these fragments into the package example.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/getting-started.md", "demo/projects/fat-jar/pom.xml"})
  void versionsAreThoseOfTheBuild(String page) {
    String pom = Repository.page("pom.xml").text();
    for (String property : List.of("djl.version", "mxnet.native.version")) {
      String version = pom.replaceFirst("(?s).*<" + property + ">(.*?)</.*", "$1");
      assertTrue(
          Repository.page(page).text().contains("<version>" + version + "</version>"), property);
    }
  }

  /** The data set of the page is learned. */
  @Test
  void ringsAreLearned() throws Exception {
    String classified = printed(() -> Rings.main(new String[0]));
    assertTrue(classified.matches("inner (9\\d\\.\\d|100\\.0)%\\R"), classified);
  }

  @FunctionalInterface
  private interface Program {
    void run() throws Exception;
  }

  private static String printed(Program program) throws Exception {
    PrintStream original = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(original);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String source(String name) {
    return Repository.page("demo/src/test/java/example/" + name + ".java").text();
  }

  /** Returns code without comments and white space, which formatting may change. */
  private static String dense(String code) {
    return code.replaceAll("//[^\\n]*", "").replaceAll("\\s", "");
  }
}
