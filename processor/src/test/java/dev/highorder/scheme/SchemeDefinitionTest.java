package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemeDefinitionTest {

  private static final List<String> NUMBERS =
      List.of(
          "no",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen");

  /** The Javadoc of the constant, as a reader sees it. */
  private static String javadoc(Scheme scheme) throws IOException {
    String source =
        Files.readString(Path.of("../annotations/src/main/java/dev/highorder/Scheme.java"));
    Matcher constant =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@Tableau\\((?:(?!/\\*\\*).)*?\\)\\s+)?"
                    + scheme.name()
                    + "[,;]",
                Pattern.DOTALL)
            .matcher(source);
    assertTrue(constant.find(), scheme.name());
    return constant.group(1).replaceAll("\\s+\\* ?", " ").replaceAll("\\s+", " ").strip();
  }

  private static String group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), pattern + " in: " + text);
    return matcher.group(1);
  }

  @ParameterizedTest
  @EnumSource
  void theJavadocSaysTheSame(Scheme scheme) throws IOException {
    SchemeDefinition definition = SchemeDefinition.of(scheme);
    String text = javadoc(scheme);

    assertEquals(definition.order(), Integer.parseInt(group("Order (\\d+)", text)));
    assertEquals(NUMBERS.get(definition.stages()), group("(\\w+) stages?[.,]", afterOrder(text)));
    assertEquals(definition.facts().source(), group("Source: (.*)\\.$", text));
  }

  private static String afterOrder(String text) {
    return text.substring(text.indexOf("Order "));
  }

  @ParameterizedTest
  @EnumSource
  void isComplete(Scheme scheme) {
    SchemeDefinition definition = SchemeDefinition.of(scheme);

    assertTrue(definition.facts().title().matches("[a-zA-Z0-9/].*[a-zA-Z0-9]"));
    assertEquals(
        definition.wiring().formulas().stream().filter(f -> f.contains("F")).count(),
        definition.stages());
  }

  @ParameterizedTest
  @MethodSource("dev.highorder.Scheme#rungeKutta")
  void everyRowSumsToItsNode(Scheme scheme) {
    TableauDrawing drawing = TableauDrawing.parse(scheme.tableau().orElseThrow().value());

    assertEquals(Optional.empty(), drawing.wrongNode());
    boolean isMisprinted = scheme == Scheme.VERNER8_AS_PUBLISHED;
    assertEquals(isMisprinted ? 0 : drawing.tableau().stages(), drawing.nodes().size());
  }

  /** The texts that classifiers were saved with before tableaus were drawn. */
  @Test
  void theWiringOfSavedClassifiersNeverChanges() throws IOException {
    Map<String, String> saved;
    try (Stream<String> lines = Files.lines(Path.of("src/test/resources/saved-wirings.tsv"))) {
      saved =
          lines
              .map(line -> line.split("\t", -1))
              .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
    Map<String, String> wirings =
        Arrays.stream(Scheme.values())
            .collect(Collectors.toMap(Scheme::name, s -> SchemeDefinition.of(s).wiring().text()));

    saved.forEach((scheme, text) -> assertEquals(text, wirings.get(scheme), scheme));
    assertEquals(33, saved.size());
  }
}
