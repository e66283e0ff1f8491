package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.highorder.processor.testkit.Compilation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Same source, same bytes, whatever else is compiled: what incremental builds rely on. */
class IncrementalTest {

  private static final String ONE =
      """
      package example;
      import dev.highorder.*;
      @HighOrder(scheme = Scheme.RK4, blocks = 7)
      @HighOrder(scheme = Scheme.EULER, blocks = 28)
      public class One extends ai.djl.nn.SequentialBlock { public One(int channels) {} }
      """;

  private static final String TWO = ONE.replace("One", "Two");

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void declaresItselfIsolating() throws IOException {
    String file = "META-INF/gradle/incremental.annotation.processors";
    try (InputStream stream = HighOrderProcessor.class.getClassLoader().getResourceAsStream(file)) {
      assertNotNull(stream, file);
      assertEquals(
          HighOrderProcessor.class.getName() + ",isolating",
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void eachFileHasItsAnnotatedElementAsOnlyOrigin() {
    Map<String, String> origins = new TreeMap<>();
    ProcessorWithFiler processor =
        new ProcessorWithFiler(
            (name, elements) -> {
              assertEquals(1, elements.length, name);
              origins.put(name, elements[0].toString());
            });

    Compilation.to(first).only(processor).compile(ONE, TWO);

    assertEquals(
        Map.of(
            "example.OneRk4", "example.One",
            "example.OneEuler", "example.One",
            "example.TwoRk4", "example.Two",
            "example.TwoEuler", "example.Two",
            "META-INF/highorder/example.OneRk4", "example.One",
            "META-INF/highorder/example.OneEuler", "example.One",
            "META-INF/highorder/example.TwoRk4", "example.Two",
            "META-INF/highorder/example.TwoEuler", "example.Two"),
        origins);
  }

  @Test
  void aClassComesOutTheSameAloneAndInCompany() {
    Map<String, String> together = Compilation.to(first).compile(TWO, ONE).generated();
    Compilation.to(second).compile(ONE);
    Map<String, String> apart = Compilation.to(second).compile(TWO).generated();

    assertEquals(4, together.size());
    assertEquals(together, apart);
  }

  /** Arabic has digits of its own, German a decimal comma. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "de-DE", "tr-TR"})
  void theLanguageOfTheMachineDoesNotMatter(String language) {
    Map<String, String> expected = Compilation.to(first).compile(ONE).generated();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      assertEquals(expected, Compilation.to(second).compile(ONE).generated());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void compilesAgainOverItsOwnOutput() {
    Compilation compilation = Compilation.to(first).compile(ONE);
    Map<String, String> fresh = compilation.generated();
    String path = System.getProperty("java.class.path") + File.pathSeparator + compilation.output();

    Compilation again = Compilation.to(first).option("-classpath", path).compile(ONE);

    assertEquals(List.of(), again.complaints());
    assertEquals(fresh, again.generated());
  }
}
