package dev.highorder.scheme;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * A tableau as it was drawn, with its c column.
 *
 * @param tableau the coefficients
 * @param nodes c for each stage, as it was drawn; empty if the drawing has no c column
 */
public record TableauDrawing(ButcherTableau tableau, List<Node> nodes) {

  /** The longest string constant of a class file (JVMS 4.4.7), in which drawings are written. */
  private static final int MAX_LENGTH = 65_535;

  /**
   * The c of a stage.
   *
   * @param c its value
   * @param slack how far it may be from the row's sum, because the row or c is a rounded decimal
   */
  public record Node(ExactNumber c, BigFraction slack) {}

  /**
   * Reads a drawing.
   *
   * @param drawing a line {@code c | a ...} for each stage, then a line {@code | b ...}; other
   *     layouts as {@link dev.highorder.Tableau#value} describes
   * @throws TableauException if it cannot be read; the message says why and what to do
   */
  public static TableauDrawing parse(String drawing) {
    if (drawing.length() > MAX_LENGTH) {
      throw new TableauException(
          "The drawing has %s characters, but a Java constant holds only %s. Use a scheme with fewer stages, or shorter numbers.",
          drawing.length(), MAX_LENGTH);
    }
    List<TableauText.Row> rows = TableauText.rows(drawing);
    if (rows.isEmpty()) {
      throw new TableauException(
          "The drawing is empty. Write a row for each stage, then the row of weights.");
    }
    return rows.stream().anyMatch(TableauText.Row::hasBar) ? withBars(rows) : withoutBars(rows);
  }

  /** The bar shows which number is c. */
  private static TableauDrawing withBars(List<TableauText.Row> rows) {
    List<String> b = rows.get(rows.size() - 1).cells();
    if (!rows.get(rows.size() - 1).left().isEmpty()) {
      throw new TableauException(
          "The last row has a number before its bar, but the weights have no c. Write the weights last, as in \"| 1/2 1/2\".");
    }
    List<String> c = new ArrayList<>();
    List<List<String>> a = new ArrayList<>();
    for (TableauText.Row row : rows.subList(0, rows.size() - 1)) {
      if (a.isEmpty() && !row.hasBar() && row.cells().size() == 1) {
        c.addAll(row.cells()); // of the empty first row
        a.add(List.of());
        continue;
      }
      if (!row.hasBar()) {
        throw new TableauException(
            "The row '%s' has no bar, but others have one. Draw it in every row or in none.",
            String.join(" ", row.cells()));
      }
      if (row.left().size() > 1) {
        throw new TableauException(
            "'%s' stands before the bar, where only c belongs. Write coefficients behind the bar.",
            String.join(" ", row.left()));
      }
      c.addAll(row.left());
      a.add(row.cells());
    }
    boolean oneIsMissing = !c.isEmpty() && c.size() == a.size() - 1;
    if (oneIsMissing && rows.get(0).left().isEmpty() && a.get(0).isEmpty()) {
      c.add(0, "0");
    } else if (oneIsMissing && rows.get(a.size() - 1).left().isEmpty()) {
      throw new TableauException(
          "Two rows have no c, as in an embedded pair. Keep only the weights that the scheme advances with.");
    }
    if (!c.isEmpty() && c.size() != a.size()) {
      throw new TableauException(
          "%s no c, but others have one. Write c in every row but the last, or in none.",
          a.size() - c.size() == 1 ? "A row has" : a.size() - c.size() + " rows have");
    }
    return of(c, a, b);
  }

  /** The lengths of the rows show whether the first numbers are c. */
  private static TableauDrawing withoutBars(List<TableauText.Row> rows) {
    List<List<String>> a = new ArrayList<>(rows.stream().map(TableauText.Row::cells).toList());
    List<String> b = a.remove(a.size() - 1);
    boolean isSquare = a.size() > 1 && a.stream().allMatch(row -> row.size() == b.size());
    int longest = a.stream().mapToInt(List::size).max().orElse(0);
    // Row i of a triangle without c has i - 1 numbers; its empty first row is not seen.
    boolean hasC = !isSquare && (a.size() == b.size() || longest > a.size());
    if (!hasC) {
      return of(List.of(), a, b);
    }
    return of(
        a.stream().map(row -> row.get(0)).toList(),
        a.stream().map(row -> row.subList(1, row.size())).toList(),
        b);
  }

  private static TableauDrawing of(List<String> c, List<List<String>> a, List<String> b) {
    if (a.size() != b.size() && a.size() != b.size() - 1) {
      throw new TableauException(
          "There are rows for %s, but %s. Write one row for each stage, then the weights.",
          Plural.of(a.size(), "stage"), Plural.of(b.size(), "weight"));
    }
    List<List<ExactNumber>> rows = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>(a);
    List<String> nodeTexts = new ArrayList<>(c);
    if (a.size() == b.size() - 1) { // the empty first row is not drawn
      texts.add(0, List.of());
      if (!c.isEmpty()) {
        nodeTexts.add(0, "0");
      }
    }
    for (int i = 0; i < texts.size(); i++) {
      rows.add(explicit(i + 1, texts.get(i).stream().map(ExactNumber::parse).toList()));
    }
    ButcherTableau tableau = new ButcherTableau(rows, b.stream().map(ExactNumber::parse).toList());
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < nodeTexts.size(); i++) {
      String text = nodeTexts.get(i);
      nodes.add(new Node(ExactNumber.parse(text), slack(text, texts.get(i))));
    }
    return new TableauDrawing(tableau, List.copyOf(nodes));
  }

  /** Drops the zeros on and above the diagonal. */
  private static List<ExactNumber> explicit(int stage, List<ExactNumber> row) {
    for (int j = stage; j <= row.size(); j++) {
      if (!row.get(j - 1).isZero()) {
        throw new TableauException(
            "Stage %s uses k%s, so the scheme is implicit, or a row is too long. Only explicit schemes can be stacked: correct the row.",
            stage, j);
      }
    }
    return row.size() < stage ? row : row.subList(0, stage - 1);
  }

  /** One unit in the last place of the shortest decimal, for each number of the row. */
  private static BigFraction slack(String c, List<String> row) {
    int digits = Integer.MAX_VALUE;
    List<String> numbers = new ArrayList<>(row);
    numbers.add(c);
    for (String number : numbers) {
      int point = number.indexOf('.');
      if (point >= 0) {
        int end = point + 1;
        while (end < number.length() && Character.isDigit(number.charAt(end))) {
          end++;
        }
        digits = Math.min(digits, end - point - 1);
      }
    }
    return digits == Integer.MAX_VALUE
        ? BigFraction.ZERO
        : BigFraction.of(BigInteger.valueOf(numbers.size()), BigInteger.TEN.pow(digits));
  }

  /** Returns what is wrong with the c column and what to do; empty if every row sums to its c. */
  public Optional<TableauFault> wrongNode() {
    for (int i = 0; i < nodes.size(); i++) {
      ExactNumber sum = tableau.a().get(i).stream().reduce(ExactNumber.ZERO, ExactNumber::plus);
      ExactNumber difference = sum.minus(nodes.get(i).c());
      boolean near =
          difference.isZero()
              || (nodes.get(i).slack().signum() > 0
                  && Math.abs(difference.doubleValue()) <= nodes.get(i).slack().doubleValue());
      if (!near) {
        return Optional.of(
            TableauFault.of(
                "The row of stage %s sums to %s, but its c is %s. Correct the row or c; a scheme without c is drawn without that column.",
                i + 1, sum, nodes.get(i).c()));
      }
    }
    return Optional.empty();
  }
}
