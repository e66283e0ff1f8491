package dev.highorder.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import dev.highorder.processor.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each problem gives one error with its id, at the line that shows it, with a remedy. */
class ProblemTest {

  /**
   * A wrong source.
   *
   * @param problem what must be found
   * @param line a part of the line that the error points at
   * @param text a part of the message
   */
  record Case(Problem problem, String line, String text, String source) {

    @Override
    public String toString() {
      return problem + " " + text;
    }
  }

  private static final String HEAD =
      """
      package example;
      import ai.djl.nn.*;
      import ai.djl.nn.core.*;
      import dev.highorder.*;
      """;

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            Problem.NOT_A_BLOCK,
            "@HighOrder",
            "example.Text is not a DJL Block",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1) public class Text {}"),
        new Case(
            Problem.ABSTRACT,
            "@HighOrder",
            "example.Unit is abstract",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1)\n"
                + "public abstract class Unit extends AbstractBlock {}"),
        new Case(
            Problem.ABSTRACT,
            "@HighOrder",
            "example.Unit is of kind interface",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1)\npublic interface Unit extends Block {}"),
        new Case(
            Problem.INNER,
            "@HighOrder",
            "need an enclosing example.Outer",
            """
            public class Outer {
              @HighOrder(scheme = Scheme.RK4, blocks = 1) class Unit extends SequentialBlock {}
            }
            """),
        new Case(
            Problem.PRIVATE,
            "@HighOrder",
            "Unit is private",
            """
            public class Outer {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              private static class Unit extends SequentialBlock {}
            }
            """),
        new Case(
            Problem.PRIVATE,
            "@HighOrder",
            "example.Outer.Between is private",
            """
            public class Outer {
              private static class Between {
                @HighOrder(scheme = Scheme.RK4, blocks = 1)
                static class Unit extends SequentialBlock {}
              }
            }
            """),
        new Case(
            Problem.PRIVATE,
            "@HighOrder",
            "unit() is private",
            """
            public class Parts {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              private static Block unit() { return new SequentialBlock(); }
            }
            """),
        new Case(
            Problem.NO_CONSTRUCTOR,
            "@HighOrder",
            "example.Unit has no constructor that the generated class can call",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1)\n"
                + "public class Unit extends SequentialBlock { private Unit() {} }"),
        new Case(
            Problem.NOT_STATIC,
            "@HighOrder",
            "unit() is not static",
            """
            public class Parts {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              Block unit() { return new SequentialBlock(); }
            }
            """),
        new Case(
            Problem.RETURNS_NO_BLOCK,
            "@HighOrder",
            "unit() returns java.lang.String",
            """
            public class Parts {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              static String unit() { return ""; }
            }
            """),
        new Case(
            Problem.RETURNS_NO_BLOCK,
            "@HighOrder",
            "unit() returns void",
            "public class Parts { @HighOrder(scheme = Scheme.RK4, blocks = 1) static void unit() {} }"),
        new Case(
            Problem.TYPE_PARAMETERS,
            "@HighOrder",
            "example.Unit has type parameters",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1)\n"
                + "public class Unit<T> extends SequentialBlock {}"),
        new Case(
            Problem.TYPE_PARAMETERS,
            "@HighOrder",
            "has type parameters",
            """
            public class Parts {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              static <T> Block unit(T of) { return new SequentialBlock(); }
            }
            """),
        new Case(
            Problem.CHECKED_EXCEPTION,
            "Unit() throws",
            "declares the checked exception java.io.IOException",
            """
            @HighOrder(scheme = Scheme.RK4, blocks = 1)
            public class Unit extends SequentialBlock {
              Unit() throws java.io.IOException, IllegalStateException {}
            }
            """),
        new Case(
            Problem.NO_BLOCKS,
            "blocks = {}",
            "blocks is an empty list",
            "@HighOrder(scheme = Scheme.RK4,\nblocks = {})\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.BLOCKS_NOT_POSITIVE,
            "0,",
            "blocks contains 0",
            "@HighOrder(scheme = Scheme.RK4, blocks = {3,\n0,\n6})\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.BLOCKS_NOT_POSITIVE,
            "blocks = -7",
            "blocks contains -7",
            "@HighOrder(scheme = Scheme.RK4,\nblocks = -7)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NO_DEPTH,
            "@HighOrder",
            "Neither blocks nor subNets is set. Set exactly one",
            "@HighOrder(scheme = Scheme.RK4)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.BLOCKS_AND_SUB_NETS,
            "subNets = 28",
            "blocks and subNets are both set",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7,\nsubNets = 28)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.SUB_NETS_NOT_POSITIVE,
            "subNets = 0",
            "subNets = 0, but a stack has at least one sub-net",
            "@HighOrder(scheme = Scheme.RK4,\nsubNets = 0)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.SUB_NETS_NOT_DIVISIBLE,
            "Scheme.KUTTA3",
            "subNets = 28 cannot be divided into blocks of KUTTA3, which has 3 stages. Write subNets = 27 or 30.",
            "@HighOrder(scheme =\nScheme.KUTTA3, subNets = 28)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.SUB_NETS_NOT_DIVISIBLE,
            "Scheme.KUTTA3",
            "Write subNets = 27 or 30 (24 or 36 for all schemes of this annotation), or move this scheme",
            "@HighOrder(scheme = {Scheme.EULER, Scheme.RK4,\nScheme.KUTTA3}, subNets = 28)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.SUB_NETS_NOT_DIVISIBLE,
            "tableau =",
            "blocks of the tableau, which has 2 stages. Write subNets = 2.",
            "@HighOrder(subNets = 1,\ntableau = @Tableau(\"1/2 | 1/2; | 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NO_SCHEME,
            "@HighOrder",
            "None of scheme, tableau and tableauOf is set. Set exactly one, as in scheme = Scheme.RK4",
            "@HighOrder(blocks = 1)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NO_SCHEMES,
            "scheme = {}",
            "scheme is an empty list",
            "@HighOrder(blocks = 1,\nscheme = {})\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.SEVERAL_SCHEMES,
            "tableau =",
            "scheme and tableau are both set. Set exactly one",
            "@HighOrder(blocks = 1,\nscheme = Scheme.RK4,\ntableau = @Tableau(\"0|; |1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "Stage 2 uses k2, so the scheme is implicit",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"1/2 | 1/2 1/2; | 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "The row of stage 3 has 1 coefficient, but an explicit scheme has 2 there",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1/2; | 1/2; | 0 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "There are rows for 1 stage, but 3 weights",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1/2; | 0 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "The drawing is empty",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\" \"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "Neither a later stage nor the output uses k2. Leave that stage out.",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1/2; | 1 0\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "'1,2' contains a comma",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1,2; | 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "'1/0' divides by zero. Correct the denominator.",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1/2; | 1/0 1; | 0 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "'sqrt(-2)' is not an exact number",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1/2; | 0 sqrt(-2)\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "a sign stands between spaces",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1 - 1/2; | 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.MALFORMED_TABLEAU,
            "tableau =",
            "Two rows have no c, as in an embedded pair",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"0 |; 1 | 1; | 1/2 1/2; | 1 0\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NODE_MISMATCH,
            "\"\"\"",
            "The row of stage 3 sums to 1, but its c is 1/2.",
            """
            @HighOrder(blocks = 1, tableau = @Tableau(order = 3, value =
                \"""
                 0  |
                1/2 | 1/2
                1/2 | -1   2
                    | 1/6 2/3 1/6 \"""))
            public class Unit extends SequentialBlock {}
            """),
        new Case(
            Problem.ORDER_TOO_HIGH,
            "order =",
            "claims order 3, but its order is 2",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(value = \"1/2 | 1/2; | 0 1\",\norder = 3))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.ORDER_TOO_HIGH,
            "order =",
            "claims order 3, but its order is 1",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(value = \"| 0.333333; | 0 0.666666; | 1/4 0 3/4\",\norder = 3))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.INCONSISTENT_WEIGHTS,
            "\"| 1/2;",
            "sum to 5/6, not 1, so the scheme is inconsistent (order 0)",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\n\"| 1/2; | 1/6 2/3\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.ORDER_OUT_OF_RANGE,
            "order =",
            "order = 10 cannot be proved",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(value = \"1\",\norder = 10))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NOT_A_TABLEAU,
            "tableauOf",
            "tableauOf = java.lang.String carries no @Tableau",
            "@HighOrder(blocks = 1,\ntableauOf = String.class)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NOT_A_TABLEAU,
            "tableauOf",
            "tableauOf = int carries no @Tableau",
            "@HighOrder(blocks = 1,\ntableauOf = int.class)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.STEP_NOT_FINITE,
            "h =",
            "h = Infinity is not a step size",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nh = 1 / 0.0)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.STEP_ZERO,
            "h =",
            "h = 0 is not trained, so every block returns its input",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nh = 0)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.RANGE_EMPTY,
            "range =",
            "range = [4.0, 0.125] is not a valid interval",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nstep = StepSize.LEARNED,\nrange = {4, 0.125})\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.RANGE_EMPTY,
            "range =",
            "range = [1.0] is not a valid interval",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nstep = StepSize.LEARNED,\nrange = 1)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.STEP_OUTSIDE_RANGE,
            "h =",
            "h = 5.0 lies outside the range [0.125, 4.0]",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nstep = StepSize.LEARNED, range = {0.125, 4},\nh = 5)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.RANGE_OF_FIXED,
            "range =",
            "it bounds only a trained step size",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nrange = {0.125, 4})\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.STEP_OUTSIDE_FLOATS,
            "h =",
            "h = 4.9E-324 is too small for a float",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nh = Double.MIN_VALUE)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.STEP_OUTSIDE_FLOATS,
            "h =",
            "h = 1.0E308 is too large for a float",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1,\nh = 1e308)\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.COEFFICIENT_OUTSIDE_FLOATS,
            "tableau =",
            "The coefficient 1000000000000000000000000000000000000000 of k1 in stage 2 is too large",
            "@HighOrder(blocks = 1,\ntableau = @Tableau(\"| 1000000000000000000000000000000000000000; | 0 1\"))\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.EMPTY_LIST,
            "@HighOrder.List",
            "@HighOrder.List is empty, so nothing is generated",
            "@HighOrder.List({})\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.WRONG_STRIDE,
            "@Stride long",
            "@Stride on stride: its type is long. Let one parameter of example.Nets.unit carry",
            """
            public class Nets {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              static Block unit(
                  int width,
                  @Stride long stride) { return new SequentialBlock(); }
            }
            """),
        new Case(
            Problem.WRONG_STRIDE,
            "@Stride int second",
            "@Stride on second: first carries it, too",
            """
            public class Nets {
              @HighOrder(scheme = Scheme.RK4, blocks = 1)
              static Block unit(
                  int width,
                  @Stride int first,
                  @Stride int second) { return new SequentialBlock(); }
            }
            """),
        new Case(
            Problem.NOTHING_AFTER_SUM,
            "afterSum = ",
            "afterSum = RELU does not fit the scheme REVNET, which computes the input of a block",
            "@HighOrder(scheme = {Scheme.RK4, Scheme.REVNET}, blocks = 2,\nafterSum = AfterSum.RELU)\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NOTHING_AFTER_SUM,
            "afterSum = ",
            "afterSum = RELU does not fit the scheme LEAPFROG, whose difference of two states",
            "@HighOrder(scheme = Scheme.LEAPFROG, blocks = 2,\nafterSum = AfterSum.RELU)\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_NOT_A_FILE,
            "name = ",
            "The class Con cannot be a file: on Windows it is the name of a device",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7,\nname = \"Con\")\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.LEAPFROG_FROM_ZERO,
            "h = 0",
            "h = 0 would stay 0",
            "@HighOrder(scheme = Scheme.LEAPFROG, blocks = 1, step = StepSize.LEARNED,\nh = 0)\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_NOT_AN_IDENTIFIER,
            "name = ",
            "name = \"my.Stack\" is not a Java class name. Write a simple name such as \"UnitStack\"",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7,\nname = \"my.Stack\")\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_NOT_AN_IDENTIFIER,
            "name = ",
            "name = \"record\" is not",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7,\nname = \"record\")\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NO_CONSTRUCTOR,
            "@HighOrder",
            "or the types of their parameters",
            "@HighOrder(scheme = Scheme.RK4, blocks = 1)\n"
                + "public class Unit extends SequentialBlock {"
                + " private enum Kind {} Unit(Kind[] kind) {} }"),
        new Case(
            Problem.NAME_NOT_AN_IDENTIFIER,
            "name = ",
            "name = \"class\" is not",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7,\nname = \"class\")\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_TWICE,
            "class Unit",
            "The class UnitRk4 is generated already, by @HighOrder on example.Unit."
                + " Give one of the two a name = \"...\" of its own."
                + " In: @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 9)",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7)\n@HighOrder(scheme = Scheme.RK4, blocks = 9)\n"
                + "public class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_TWICE,
            "name = \"Both\"",
            "The class Both is generated already, by @HighOrder on example.Parts.one.",
            """
            public class Parts {
              @HighOrder(scheme = Scheme.RK4, blocks = 1, name = "Both")
              static Block one() { return new SequentialBlock(); }
              @HighOrder(scheme = Scheme.EULER, blocks = 1, name = "Both")
              static Block two() { return new SequentialBlock(); }
            }
            """),
        new Case(
            Problem.NAME_OF_SEVERAL,
            "name =",
            "name = \"Both\" is one name for the classes of 2 schemes.",
            "@HighOrder(scheme = {Scheme.EULER, Scheme.RK4}, blocks = 1,\nname = \"Both\")\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_TWICE,
            "Scheme.RK4})",
            "The class UnitRk4 is generated already",
            "@HighOrder(blocks = 1, scheme = {Scheme.RK4,\nScheme.RK4})\npublic class Unit extends SequentialBlock {}"),
        new Case(
            Problem.NAME_DIFFERS_IN_CASE,
            "@HighOrder",
            "The class UNITRk4 differs from UnitRk4, which is generated by @HighOrder on"
                + " example.Parts.unit, only in upper and lower case",
            """
            public class Parts {
              @HighOrder(scheme = Scheme.RK4, blocks = 1) static Block unit() { return null; }
              @HighOrder(scheme = Scheme.RK4, blocks = 1) static Block uNIT() { return null; }
            }
            """),
        new Case(
            Problem.NAME_TAKEN,
            "@HighOrder",
            "The class example.UnitRk4, which @HighOrder would generate, exists already",
            "@HighOrder(scheme = Scheme.RK4, blocks = 7)\npublic class Unit extends SequentialBlock {}\n"
                + "class UnitRk4 {}"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesTheProblemAtItsPlace(Case wrong, @TempDir Path output) {
    String source = HEAD + wrong.source();

    List<Diagnostic<? extends JavaFileObject>> errors =
        Compilation.to(output).compile(source).errors();

    assertEquals(1, errors.size(), errors.toString());
    Diagnostic<? extends JavaFileObject> error = errors.get(0);
    String message = error.getMessage(null);
    assertTrue(message.startsWith("[" + wrong.problem().id() + "] "), message);
    assertTrue(message.contains(wrong.text()), message);
    String line = source.lines().toList().get((int) error.getLineNumber() - 1);
    assertTrue(line.contains(wrong.line()), "points at: " + line);
  }

  @Test
  void reportsAllFaultsOfAnAnnotationTogether(@TempDir Path output) {
    List<String> messages =
        Compilation.to(output)
            .compile(
                HEAD
                    + "@HighOrder(scheme = Scheme.RK4, blocks = {0, -1}, name = \"1\")\n"
                    + "public abstract class Unit {}")
            .errors()
            .stream()
            .map(error -> error.getMessage(null).substring(0, 7))
            .toList();

    assertEquals(List.of("[HO202]", "[HO202]", "[HO301]", "[HO101]", "[HO102]"), messages);
  }

  @Test
  void namesTheLibraryThatIsMissing(@TempDir Path output) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        Compilation.to(output)
            .option("-classpath", onlyAnnotations())
            .compile(
                "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4,"
                    + " blocks = 1) class Unit {}")
            .errors();

    assertEquals(2, errors.size(), errors.toString());
    assertTrue(errors.get(0).getMessage(null).contains("Add the dependency ai.djl:api"));
    assertTrue(
        errors
            .get(1)
            .getMessage(null)
            .contains("Add the dependency dev.highorder:highorder-runtime"));
  }

  private static String onlyAnnotations() {
    return Path.of(
            dev.highorder.HighOrder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath())
        .toString();
  }

  @Test
  void everyProblemIsInTheDocs() throws IOException {
    List<String> headings =
        Files.readAllLines(Path.of("../docs/errors.md")).stream()
            .filter(line -> line.matches("## HO\\d+"))
            .map(line -> line.substring("## ".length()))
            .toList();

    assertEquals(Arrays.stream(Problem.values()).map(Problem::id).toList(), headings);
  }

  /**
   * {@code docs/wrong-input.md} shows each case with its message; -Dgolden=write writes it anew.
   */
  @Test
  void thePageShowsEveryCaseWithItsMessage(@TempDir Path output) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Wrong input and what the compiler says

            This page is written by a test (`ProblemTest`): each source is compiled, and the message is what the
            compiler printed. [errors.md](errors.md) explains the ids.

            | source | message |
            | --- | --- |
            """);
    int number = 0;
    for (Case wrong : cases().toList()) {
      String message =
          Compilation.to(Files.createDirectory(output.resolve("case" + number++)))
              .compile(HEAD + wrong.source())
              .errors()
              .get(0)
              .getMessage(Locale.ROOT);
      text.append("| `%s` | %s |\n".formatted(oneLine(wrong.source()), oneLine(message)));
    }
    GoldenFiles.assertFile(Path.of("../docs/wrong-input.md"), text.toString());
  }

  /** A message has two sentences, the fault and the remedy, and no blank that is not filled. */
  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrongAndWhatToDo(Problem problem) {
    String message = problem.message("1", "2", "3", "4", "5");

    boolean isFilledWithBoth =
        problem == Problem.MALFORMED_TABLEAU || problem == Problem.NODE_MISMATCH;
    assertTrue(isFilledWithBoth || message.matches("(?s).*[.] [A-Z].*[.\\d]"), message);
    assertTrue(message.startsWith("[" + problem.id() + "] "), message);
    assertFalse(message.contains("%"), message);
  }

  /** Only our own words are shown as they are. */
  @Test
  void showsForeignTextWithALimit() {
    String hostile = "\u001b[31m\n" + "x".repeat(60_000);
    String shown =
        Problem.MALFORMED_TABLEAU.message(
            new Sentence("'%s' is wrong. Repair it.", List.of(hostile)));

    assertTrue(shown.startsWith("[HO206] The tableau is malformed. '\\u001b[31m\\u000axxx"), shown);
    assertTrue(shown.endsWith("... (60,006 characters)' is wrong. Repair it."), shown);
    assertEquals(
        shown.replaceAll("'.*'", "?"), Problem.MALFORMED_TABLEAU.message("? is wrong. Repair it."));
    assertTrue(Problem.NOT_A_BLOCK.message(hostile).length() < 500);
    assertTrue(Problem.INTERNAL.message("", new Lines("a\n\tat b")).endsWith("a\n\tat b"));
    assertTrue(Problem.INTERNAL.message("", new Lines(hostile)).length() < 4_500);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }

  @Test
  void everyProblemOfTheSourceHasACase() {
    Set<Problem> missing = EnumSet.allOf(Problem.class);
    cases().forEach(c -> missing.remove(c.problem()));

    // Tested here, in HighOrderStepTest, RoundsTest and the tests of validators: what no source
    // text
    // alone can cause, what the compiler reports besides, and what is too long for the page.
    assertEquals(
        EnumSet.of(
            Problem.MISSING_TYPE,
            Problem.CYCLE,
            Problem.TOO_MANY_PARAMETERS,
            Problem.OUT_OF_MEMORY,
            Problem.TABLEAU_TOO_LARGE,
            Problem.BROKEN_CLASS,
            Problem.MISSING_DEPENDENCY,
            Problem.UNKNOWN_SCHEME,
            Problem.UNWRITABLE,
            Problem.INTERNAL),
        missing);
  }
}
