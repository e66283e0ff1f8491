package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Legal source that is not everyday's: what is generated compiles without a warning. */
class UnusualSourceTest {

  private static final String HEAD =
      """
      package example;
      import ai.djl.nn.*;
      import dev.highorder.*;
      import java.util.*;
      import java.util.function.*;
      """;

  private static final String RK4 = "@HighOrder(scheme = Scheme.RK4, blocks = 2) ";

  @TempDir Path output;

  /** The bodies of a class {@code Unit} that is a block. */
  static Stream<String> units() {
    return Stream.of(
        "public Unit(int c, Supplier<Block> activation) {}",
        "public Unit(int c, dev.highorder.stack.SubNetFactory f) {}",
        "public Unit(dev.highorder.stack.SubNetFactory f, int c) {}",
        "public Unit(int c, float s) {} public Unit(float s, int c) {}",
        "public Unit(int c, String s) {} public Unit(String s, int c) {}",
        "public Unit(int c) {} public Unit(int c, int d) {} public Unit(long c) {}",
        "private enum Kind {} Unit(int c, Kind k) {} Unit(int c) {}",
        "public Unit(int BLOCKS, int DESCRIPTION) {}",
        "public Unit(int f, int x, int y, int k1, int classes, int widths, int subNet) {}",
        "@Deprecated public Unit(int c) {}",
        "public Unit(int c, @SuppressWarnings(\"rawtypes\") List raw) {}",
        "@SafeVarargs public Unit(int c, List<String>... lists) {}");
  }

  @ParameterizedTest
  @MethodSource("units")
  void constructorsOfEveryKind(String body) {
    assertCompiles(HEAD + RK4 + "public class Unit extends SequentialBlock { " + body + " }");
  }

  @Test
  void aFactoryInAGenericClass() {
    assertCompiles(
        HEAD + "public class Parts<T> { " + RK4 + "static Block unit(int c) { return null; } }");
  }

  @Test
  void aDeprecatedSubNet() {
    assertCompiles(HEAD + "@Deprecated " + RK4 + "public class Unit extends SequentialBlock {}");
  }

  /** The number of blocks is the annotation's, not that of a parameter with the constant's name. */
  @Test
  void aParameterDoesNotHideTheNumberOfBlocks() {
    Compilation compilation =
        assertCompiles(
            HEAD
                + RK4
                + "public class Unit extends SequentialBlock { public Unit(int BLOCKS) {} }");

    String text = compilation.generated().get("example/UnitRk4.java");
    assertTrue(text.contains("this(DESCRIPTION, UnitRk4.BLOCKS, () -> new Unit(BLOCKS))"), text);
  }

  private Compilation assertCompiles(String source) {
    Compilation compilation =
        Compilation.to(output)
            .option("-Xlint:all,-processing,-options", "-Xdoclint:all,-missing")
            .compile(source);
    List<String> generated =
        compilation.complaints().stream().filter(text -> text.contains("Rk4.java")).toList();
    assertEquals(List.of(), generated);
    assertEquals(List.of(), compilation.errors());
    return compilation;
  }
}
