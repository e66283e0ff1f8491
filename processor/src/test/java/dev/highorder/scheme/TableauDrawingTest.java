package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Drawings in the layouts that people paste are understood, or refused with a remedy. */
class TableauDrawingTest {

  private static final String RK4 = "1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6";

  /** Layouts of RK4, whose text is known, with or without its c column. */
  static Stream<Arguments> layoutsOfRk4() {
    return Stream.of(
        Arguments.of(
            "as in a textbook",
            true,
            """
             0  |
            1/2 | 1/2
            1/2 |  0   1/2
             1  |  0    0    1
                | 1/6  1/3  1/3  1/6"""),
        Arguments.of(
            "without the empty first row", true, "1/2|1/2\n1/2|0 1/2\n1|0 0 1\n|1/6 1/3 1/3 1/6"),
        Arguments.of(
            "a full square",
            true,
            "0 | 0 0 0 0\n1/2 | 1/2 0 0 0\n1/2 | 0 1/2 0 0\n1 | 0 0 1 0\n | 1/6 1/3 1/3 1/6"),
        Arguments.of(
            "a square without bars",
            true,
            "0 0 0 0 0\n1/2 1/2 0 0 0\n1/2 0 1/2 0 0\n1 0 0 1 0\n1/6 1/3 1/3 1/6"),
        Arguments.of(
            "a triangle without bars", true, "0\n1/2 1/2\n1/2 0 1/2\n1 0 0 1\n1/6 1/3 1/3 1/6"),
        Arguments.of(
            "that without its first row", true, "1/2 1/2\n1/2 0 1/2\n1 0 0 1\n1/6 1/3 1/3 1/6"),
        Arguments.of("without c", false, "|\n| 1/2\n| 0 1/2\n| 0 0 1\n| 1/6 1/3 1/3 1/6"),
        Arguments.of("without c and bars", false, "\n1/2\n0 1/2\n0 0 1\n1/6 1/3 1/3 1/6"),
        Arguments.of(
            "a square without c and bars",
            false,
            "0 0 0 0\n1/2 0 0 0\n0 1/2 0 0\n0 0 1 0\n1/6 1/3 1/3 1/6"),
        Arguments.of(
            "a square without c and first row",
            false,
            "1/2 0 0 0\n0 1/2 0 0\n0 0 1 0\n1/6 1/3 1/3 1/6"),
        Arguments.of("one line", false, "1/2; 0 1/2; 0 0 1; 1/6 1/3 1/3 1/6"),
        Arguments.of(
            "commas and tabs",
            true,
            "0 |\n1/2 | 1/2,\n1/2 | 0,\t1/2\n1\t|\t0, 0,  1\n| 1/6, 1/3, 1/3, 1/6"),
        Arguments.of(
            "decimals",
            true,
            "0 | \n 0.5 | 0.5 \n 0.50 | 0 0.5 \n 1.0 | 0 0.0 1 \n | 1/6 1/3 1/3 1/6"),
        Arguments.of("Unicode fractions", true, "0 |\n½ | ½\n½ | 0 ½\n1 | 0 0 1\n | ⅙ ⅓ ⅓ ⅙"),
        Arguments.of(
            "fraction slashes and thin spaces",
            true,
            "0 |\n1⁄2 | 1∕2\n½ | 0\u2009½\n1 | 0\u00A00 1\n | 1 / 6 1 /3 1/ 3 1/6"),
        Arguments.of(
            "box drawing",
            true,
            """
            ┌─────┬─────────────────┐
            │  0  │                 │
            │ 1/2 │ 1/2             │
            │ 1/2 │  0  1/2         │
            │  1  │  0   0   1      │
            ├─────┼─────────────────┤
            │     │ 1/6 1/3 1/3 1/6 │
            └─────┴─────────────────┘"""),
        Arguments.of(
            "a rule of ASCII",
            true,
            "0   |\n1/2 | 1/2\n1/2 | 0 1/2\n1   | 0 0 1\n----+--------------\n    | 1/6 1/3 1/3 1/6"),
        Arguments.of(
            "Markdown",
            true,
            """
            | 0   |     |     |     |     |
            |-----|:---:|-----|-----|-----|
            | 1/2 | 1/2 |     |     |     |
            | 1/2 |     | 1/2 |     |     |
            | 1   | 0   | 0   | 1   |     |
            |     | 1/6 | 1/3 | 1/3 | 1/6 |"""),
        Arguments.of(
            "LaTeX",
            true,
            """
            \\begin{array}{c|cccc}
            0 & & & & \\\\
            \\frac{1}{2} & \\frac{1}{2} & & & \\\\
            \\tfrac12 & & \\frac12 & \\\\[2pt]
            1 & 0 & 0 & 1 \\\\ \\hline
            & \\dfrac{1}{6} & $\\frac{1}{3}$ & \\frac{1}{3} & \\frac16
            \\end{array}"""),
        Arguments.of(
            "backslashes",
            true,
            "0 \\ \n1/2 \\ 1/2\n1/2 \\ 0 1/2\n1 \\ 0 0 1\n \\ 1/6 1/3 1/3 1/6"),
        Arguments.of(
            "Python",
            false,
            "[[0, 0, 0, 0], [1/2, 0, 0, 0], [0, 1/2, 0, 0], [0, 0, 1, 0]], [1/6, 1/3, 1/3, 1/6]"),
        Arguments.of(
            "Julia", false, "[0 0 0 0; 1//2 0 0 0; 0 1//2 0 0; 0 0 1 0; 1//6 1//3 1//3 1//6]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layoutsOfRk4")
  void understands(String layout, boolean hasNodes, String drawing) {
    TableauDrawing read = TableauDrawing.parse(drawing);

    assertEquals(RK4, read.tableau().text());
    assertEquals(Optional.empty(), read.wrongNode());
    assertEquals(
        hasNodes ? List.of("0", "1/2", "1/2", "1") : List.of(),
        read.nodes().stream().map(node -> node.c().toString()).toList());
  }

  /** Signs and roots, in the scheme of Gill, and signs in that of Kutta. */
  @Test
  void understandsSignsAndRoots() {
    String gill =
        "1/2; -1/2+1/2*sqrt(2) 1-1/2*sqrt(2); 0 -1/2*sqrt(2) 1+1/2*sqrt(2)"
            + " | 1/6 1/3-1/6*sqrt(2) 1/3+1/6*sqrt(2) 1/6";
    assertText(
        gill, "0|\n½|½\n½|(√2 − 1)/2 (2 − √2)/2\n1|0 −√2/2 (2 + √(2))/2\n|⅙ (2–√2)/6 (2+√2)/6 ⅙");
    assertText(
        gill,
        """
        0 \\\\ \\frac12 & \\frac12 \\\\
        \\frac12 & \\frac{\\sqrt{2} - 1}{2} & \\frac{2 - \\sqrt{2}}{2} \\\\
        1 & 0 & -\\frac{\\sqrt2}{2} & \\left(1 + \\frac{1}{2}\\sqrt{2}\\right) \\\\ \\hline
        & \\frac16 & \\frac{2-\\sqrt2}{6} & \\frac{2+\\sqrt2}{6} & \\frac16""");
    assertText("1/2; -1 2 | 1/6 2/3 1/6", "0 |\n1/2 | 1/2\n1 | - 1 2\n | 1/6 2/3 +1/6");
    assertText("| 1", "0 |\n | 1");
    assertText("| 1", "1");
    assertText("1/2 | 0 1", "1/2\n0 1");
    assertText("1/2 | 0 1", "1/2 | 1/2\n | 0 1");
    assertText("2*sqrt(5) | 0 1", "| 2√5\n | 0 1");
  }

  private static void assertText(String expected, String drawing) {
    TableauDrawing read = TableauDrawing.parse(drawing);
    assertEquals(expected, read.tableau().text());
    assertEquals(Optional.empty(), read.wrongNode());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            " \n ", "The drawing is empty. Write a row for each stage, then the row of weights."),
        Arguments.of(
            "0 |\n1/2 | 0,5\n | 0 1",
            "'0,5' contains a comma. Write decimals with a point, as in 0.5, and a space behind a comma that separates numbers."),
        Arguments.of(
            "0 |\n1 | 1/2 - 1/2\n | 0 1",
            "In '1/2 - 1/2' a sign stands between spaces. Join it to its number, as in -1/3, and write sums without spaces, as in 1-sqrt(2)."),
        Arguments.of(
            "0 |\n1½ | 1½\n | 0 1", "'1½' is a mixed number. Write it as one fraction, as in 3/2."),
        Arguments.of(
            "0 |\n1/2 | 1/2 1/2\n | 0 1",
            "Stage 2 uses k2, so the scheme is implicit, or a row is too long. Only explicit schemes can be stacked: correct the row."),
        Arguments.of(
            "0 | \n1/2 | 1/2\n1/2 | 0 1/2\n | 0 1",
            "There are rows for 3 stages, but 2 weights. Write one row for each stage, then the weights."),
        Arguments.of(
            "0 |\n1/2 | 1/2\n1/2 | 1/2\n | 0 0 1",
            "The row of stage 3 has 1 coefficient, but an explicit scheme has 2 there. Write one for each earlier stage, 0 included."),
        Arguments.of(
            "0 |\n1 | 1\n | 1/2 1/2\n | 1 0",
            "Two rows have no c, as in an embedded pair. Keep only the weights that the scheme advances with."),
        Arguments.of(
            "0 |\n | 1/2\n1 | -1 2\n | 1/6 2/3 1/6",
            "A row has no c, but others have one. Write c in every row but the last, or in none."),
        Arguments.of(
            "0 |\n1/2 1/2\n | 0 1",
            "The row '1/2 1/2' has no bar, but others have one. Draw it in every row or in none."),
        Arguments.of(
            "0 |\n1/2 1/2 |\n | 0 1",
            "'1/2 1/2' stands before the bar, where only c belongs. Write coefficients behind the bar."),
        Arguments.of(
            "0 |\n1/2 | 1/2\n1 | 0 1",
            "The last row has a number before its bar, but the weights have no c. Write the weights last, as in \"| 1/2 1/2\"."),
        Arguments.of(
            "0 |\n1/2 | a21\n | 0 1",
            "'a21' is not an exact number: unexpected 'a'. Write it as in 1/6 or (2-sqrt(2))/2."),
        Arguments.of("0 |\n1/2 | 1/0\n | 0 1", "'1/0' divides by zero. Correct the denominator."),
        Arguments.of(
            "0 |\n1/2 | 1/2\n | 1 0",
            "Neither a later stage nor the output uses k2. Leave that stage out."));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatIsWrongAndWhatToDo(String drawing, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TableauDrawing.parse(drawing));

    assertEquals(message, e.getMessage());
  }

  @Test
  void comparesEachRowWithItsNode() {
    assertEquals(
        Optional.of(
            "The row of stage 3 sums to 1, but its c is 1/2. Correct the row or c; a scheme without c is drawn without that column."),
        TableauDrawing.parse("0|\n1/2|1/2\n1/2|-1 2\n|1/6 2/3 1/6")
            .wrongNode()
            .map(TableauFault::text));
    assertEquals(
        Optional.of(
            "The row of stage 1 sums to 0, but its c is 1/2. Correct the row or c; a scheme without c is drawn without that column."),
        TableauDrawing.parse("1/2|\n1/2|1/2\n|0 1").wrongNode().map(TableauFault::text));
  }

  /** Rounded decimals may miss their node by a unit in the last place for each number. */
  @Test
  void allowsDecimalsTheirRounding() {
    assertEquals(Optional.empty(), TableauDrawing.parse("0|\n1/3|0.333\n|0 1").wrongNode());
    assertEquals(Optional.empty(), TableauDrawing.parse("0|\n0.333|1/3\n|0 1").wrongNode());
    assertEquals(true, TableauDrawing.parse("0|\n1/3|0.330\n|0 1").wrongNode().isPresent());
    assertEquals(true, TableauDrawing.parse("0|\n1/3|33333/100000\n|0 1").wrongNode().isPresent());
  }
}
