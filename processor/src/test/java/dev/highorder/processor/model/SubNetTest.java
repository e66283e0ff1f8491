package dev.highorder.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of sub-nets. Kotlin's sources reach a processor as Java that its tool kapt writes. */
class SubNetTest {

  private static final String METADATA = "package kotlin; public @interface Metadata {}";

  private static final String KOTLIN =
      """
      package example;
      import ai.djl.nn.*;
      import dev.highorder.*;
      @kotlin.Metadata
      public class Hidden {
      """;

  private static final String RK4 = "@HighOrder(scheme = Scheme.RK4, blocks = 1) public ";

  @TempDir Path output;

  private Compilation compile(String source) {
    Compilation compilation = Compilation.to(output).compile(METADATA, source);
    assertEquals(List.of(), compilation.complaints());
    return compilation;
  }

  @Test
  void anInternalFunctionOfKotlinHasTheNameOfItsSource() {
    Compilation compilation =
        compile(KOTLIN + RK4 + "static Block inside$my_module(int c) { return null; } }");

    assertEquals(Set.of("example/InsideRk4.java"), compilation.generated().keySet());
    String text = compilation.generated().get("example/InsideRk4.java");
    assertEquals(true, text.contains("\"example.Hidden.inside\""), text);
    assertEquals(true, text.contains("Hidden.inside$my_module(c)"), text);
  }

  @Test
  void aDollarSignOfJavaStays() {
    Compilation compilation =
        compile(
            KOTLIN.replace("@kotlin.Metadata", "")
                + RK4
                + "static Block inside$it(int c) { return null; } }");

    assertEquals(Set.of("example/Inside$itRk4.java"), compilation.generated().keySet());
  }

  /** A static function of a companion object is annotated twice in Java. */
  @Test
  void aCompanionsFunctionIsOneSubNet() {
    Compilation compilation =
        compile(
            KOTLIN
                + RK4
                + "static Block unit(int c) { return null; } @kotlin.Metadata static class Companion {"
                + RK4
                + "Block unit(int c) { return null; } } }");

    assertEquals(Set.of("example/UnitRk4.java"), compilation.generated().keySet());
  }
}
