package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Block;
import dev.highorder.processor.testkit.Compilation;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The parameters have the names of everything that generated methods mention. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Parts { RK4 static Block unit(int Parts) { return null; } }",
        "class Parts { RK4 static Block unit(int UnitRk4) { return null; } }",
        "class Parts { RK4 static Block unit(Integer Integer, Long Long, int Parts_) { return null; } }",
        "class Parts { RK4 static Block unit(int c, int Network, int example, int dev, int ai, int java)"
            + " { return null; } }",
        "class Parts { static class Inner { RK4 static Block unit(int Parts, int Inner)"
            + " { return null; } } }",
        "class Parts { RK4 static Block unit(int BLOCKS, int DESCRIPTION, int blocks) { return null; } }",
        "RK4 class Unit extends SequentialBlock { Unit(int Unit, int UnitRk4) {} }",
        // the names of fields, some of them inherited from DJL
        "class DESCRIPTION { RK4 static Block unit(int c) { return null; } }",
        "class BLOCKS { RK4 static Block unit(int c, int BLOCKS) { return null; } }",
        "class children { static class Parts { RK4 static Block unit(int c) { return null; } } }",
        "class version { RK4 static Block unit() { return null; } }"
      })
  void namesThatGeneratedCodeMentions(String source) {
    assertCompiles(HEAD + source.replace("RK4 ", RK4));
    assertCompiles(HEAD.replace("package example;\n", "") + source.replace("RK4 ", RK4));
  }

  @Test
  void aGeneratedClassWithTheNameOfAnInheritedField() {
    assertCompiles(
        HEAD
            + "class Parts { @HighOrder(scheme = Scheme.RK4, blocks = 1, name = \"children\")"
            + " static Block unit(int c) { return null; } }");
  }

  /** As many as fit: the class is not only compiled, but runs. */
  @Test
  void aFactoryOf253Parameters() throws ReflectiveOperationException, IOException {
    String parameters =
        IntStream.range(0, 253).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
    Compilation compilation =
        assertCompiles(
            HEAD
                + "public class Parts { "
                + RK4
                + "public static Block unit("
                + parameters
                + ") { return new SequentialBlock(); } }");

    Constructor<?> constructor = compilation.load("example.UnitRk4").getConstructors()[0];
    Object stack = constructor.newInstance(Collections.nCopies(253, 1).toArray());
    assertEquals(8, ((Block) stack).getChildren().size());
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
    assertTrue(text.contains("this(DESCRIPTION, BLOCKS, () -> new Unit(BLOCKS_))"), text);
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
