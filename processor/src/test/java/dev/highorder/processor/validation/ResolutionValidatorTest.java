package dev.highorder.processor.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sub-net waits for the types that it refers to itself, but not for those of its neighbours. */
class ResolutionValidatorTest {

  private static final String HEAD =
      """
      package example;
      import ai.djl.nn.*;
      import dev.highorder.*;
      import java.util.*;
      """;

  private static final String UNIT =
      "@HighOrder(scheme = Scheme.RK4, blocks = 2) static Block unit(int c) { return null; } ";

  private static final String NEIGHBOURS =
      """
      private final UnitRk4 field = UnitRk4.withBlocks(1, 1);
      static final int BLOCKS = UnitRk4.BLOCKS;
      static final UnitRk4 DEEP;
      static { DEEP = UnitRk4.withBlocks(9, 1); }
      public static UnitRk4 deep(int c) { return DEEP; }
      static List<? extends UnitRk4[]> all(Map<String, UnitRk4> others) { return null; }
      @Uses(UnitRk4.class) static class Nested extends ArrayList<UnitRk4> { UnitRk4 nested; }
      @interface Uses { Class<?> value(); }
      """;

  @TempDir Path javac;
  @TempDir Path eclipse;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // next to a factory method
        "final class Parts { " + UNIT + NEIGHBOURS + "}",
        "@Parts.Uses(UnitRk4.class) class Parts { " + UNIT + NEIGHBOURS + "}",
        "class Parts<T extends UnitRk4> extends ArrayList<UnitRk4> { " + UNIT + "}",
        "class Parts { " + UNIT + "@Parts.Uses(UnitRk4.class) void m() {} " + NEIGHBOURS + "}",
        // inside a class
        "@HighOrder(scheme = Scheme.RK4, blocks = 2)\nclass Unit extends SequentialBlock {"
            + " Unit(int c) {} "
            + NEIGHBOURS
            + "}",
        "@Unit.Uses(UnitRk4.class)\n@HighOrder(scheme = Scheme.RK4, blocks = 2)\nclass Unit extends"
            + " Base<UnitRk4> { Unit(int c) {} private Unit(UnitRk4 of) {} "
            + NEIGHBOURS
            + "} class Base<T> extends SequentialBlock {}",
        // another annotated element refers to it
        "final class Parts { "
            + UNIT
            + NEIGHBOURS
            + "@HighOrder(scheme = Scheme.RK4, blocks = UnitRk4.BLOCKS) static Block other(int c,"
            + " UnitRk4 u) { return u; } OtherRk4 both; }"
      })
  void neighboursMayUseTheGeneratedClass(String source) {
    assertEquals(List.of(), Compilation.to(javac).compile(HEAD + source).complaints());
    assertEquals(
        List.of(),
        Compilation.to(eclipse, new EclipseCompiler()).compile(HEAD + source).errors().stream()
            .map(error -> error.getMessage(null))
            .toList());
  }

  @Test
  void twoClassesMayUseEachOthers() {
    String one =
        "package example; import ai.djl.nn.*; import dev.highorder.*; import static"
            + " example.TwoRk4.withBlocks; public class One extends SequentialBlock {"
            + " @HighOrder(scheme = Scheme.RK4, blocks = 2) static Block one(int c) { return"
            + " withBlocks(2, c); } TwoRk4 two; }";
    String two = one.replace("Two", "Zwo").replace("One", "Two").replace("Zwo", "One");
    two = two.replace("Block one(", "Block two(").replace("two;", "one;");

    assertEquals(List.of(), Compilation.to(javac).compile(one, two).complaints());
    assertEquals(
        List.of(),
        Compilation.to(eclipse, new EclipseCompiler()).compile(one, two).errors().stream()
            .map(error -> error.getMessage(null))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Unit extends SequentialBlock { Unit(UnitRk4 of) {} }",
        "class Unit extends SequentialBlock { Unit(java.util.List<UnitRk4[]> of) {} }",
        "class Unit extends UnitRk4 {}",
        "class Unit extends Base {} class Base extends UnitRk4 {}",
        "class Unit extends SequentialBlock { Unit() throws UnitRk4 {} }",
      })
  void neitherCanBeTheFirst(String source) {
    assertEquals(
        List.of(
            "[HO111] example.Unit refers to UnitRk4, which is generated from it: neither can be the"
                + " first. Use the generated class in other methods or classes, but not in the"
                + " superclass, the parameters or the @HighOrder of a sub-net."),
        ours(HEAD + "@HighOrder(scheme = Scheme.RK4, blocks = 2)\n" + source));
  }

  @Test
  void eachNeedsTheOther() {
    List<String> messages =
        ours(
            HEAD
                + "public class Parts {"
                + "@HighOrder(scheme = Scheme.RK4, blocks = 1) static Block one(TwoRk4 t) { return t; }"
                + "@HighOrder(scheme = Scheme.RK4, blocks = 1) static Block two(OneRk4 o) { return o; }"
                + "@HighOrder(scheme = Scheme.RK4, blocks = 1) static Block up(OneRk4 o) { return o; }"
                + "}");

    assertEquals(2, messages.size(), messages.toString());
    assertEquals(
        "[HO111] example.Parts.one refers to TwoRk4, which is generated from example.Parts.two:",
        messages.get(0).substring(0, messages.get(0).indexOf(" neither")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Unit extends SequentialBlock { Unit(Missing of) {} }",
        "class Unit extends Missing {}",
        "class Unit extends SequentialBlock { Unit() throws Missing {} }",
        "class Unit extends SequentialBlock { Unit(List<? extends Missing>[] of) {} }",
        "class Unit extends SequentialBlock implements Missing {}",
        // an error of another annotation, or of another processor, does not hide it
        "class Unit extends Missing {} @HighOrder(scheme = Scheme.RK4) class Other extends Unit {}",
      })
  void namesWhatNobodyProvides(String source) {
    assertEquals(
        List.of(
            "[HO110] example.Unit cannot be stacked: it refers to Missing, which no source, library"
                + " or processor provides. Correct it, or add what provides it."),
        ours(HEAD + "@HighOrder(scheme = Scheme.RK4, blocks = 2)\n" + source).stream()
            .filter(message -> message.contains("example.Unit"))
            .toList());
  }

  /** The class is missing because of an error that is reported. */
  @Test
  void saysNothingAboutTheFollowersOfAnError() {
    List<String> messages =
        ours(
            HEAD
                + "@HighOrder(scheme = Scheme.RK4, blocks = 0) class Unit extends SequentialBlock {}"
                + "@HighOrder(scheme = Scheme.RK4, blocks = 1) class Next extends SequentialBlock {"
                + " Next(UnitRk4 unit) {} }");

    assertEquals(1, messages.size(), messages.toString());
    assertEquals("[HO202] ", messages.get(0).substring(0, 8));
  }

  @Test
  void namesTheValueThatNobodyProvides() {
    List<String> messages =
        ours(
            HEAD
                + "@HighOrder(tableauOf = Missing.class, blocks = 1)\n"
                + "class Unit extends SequentialBlock {}");

    assertEquals(1, messages.size(), messages.toString());
    assertEquals("[HO110] example.Unit cannot be stacked:", messages.get(0).substring(0, 39));
  }

  /** The errors that are not the compiler's own. */
  private List<String> ours(String source) {
    return Compilation.to(javac).compile(source).errors().stream()
        .map(error -> error.getMessage(null))
        .filter(message -> message.startsWith("[HO"))
        .toList();
  }
}
