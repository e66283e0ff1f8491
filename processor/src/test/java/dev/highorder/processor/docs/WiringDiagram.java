package dev.highorder.processor.docs;

import dev.highorder.scheme.ButcherTableau;
import dev.highorder.scheme.ExactNumber;
import java.util.List;
import java.util.Locale;

/**
 * Draws how a block is wired, as SVG: a horizontal wire for x and for each k, a column for each
 * sub-net and for the output, and a dot with its coefficient where a column taps a wire.
 */
final class WiringDiagram {

  private static final int COLUMN = 66;
  private static final int ROW = 34;
  private static final int MARGIN = 30;
  private static final int MAX_LABEL = 8;

  private final ButcherTableau tableau;
  private final int stages;
  private final StringBuilder svg = new StringBuilder();

  private WiringDiagram(ButcherTableau tableau) {
    this.tableau = tableau;
    this.stages = tableau.stages();
  }

  static String of(ButcherTableau tableau) {
    return new WiringDiagram(tableau).draw();
  }

  private String draw() {
    int width = 2 * MARGIN + (stages + 1) * COLUMN + 20;
    int height = 2 * MARGIN + (stages + 1) * ROW;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        width, height, width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    for (int wire = 0; wire <= stages; wire++) {
      drawWire(wire);
    }
    for (int column = 1; column <= stages + 1; column++) {
      drawColumn(column);
    }
    add("</svg>");
    return svg.toString();
  }

  /** Wire 0 is x, wire j is k_j; it ends where it is tapped last. */
  private void drawWire(int wire) {
    int end = stages + 1;
    while (wire > 0 && coefficient(end, wire).isZero()) {
      end--;
    }
    int from = wire == 0 ? MARGIN - 8 : x(wire) + 16;
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#9aa5b1\" stroke-width=\"1.5\"/>",
        from, y(wire), x(end), y(wire));
    if (wire == 0) {
      add("<text x=\"%d\" y=\"%d\" font-size=\"13\">x</text>", MARGIN - 20, y(0) + 4);
    }
  }

  /** A column leads from x down to its sub-net, or to the output. */
  private void drawColumn(int column) {
    int row = column;
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#3e4c59\" stroke-width=\"1.5\"/>",
        x(column), y(0), x(column), y(row));
    add("<circle cx=\"%d\" cy=\"%d\" r=\"3.5\" fill=\"#3e4c59\"/>", x(column), y(0));
    for (int wire = 1; wire < column; wire++) {
      ExactNumber coefficient = coefficient(column, wire);
      if (!coefficient.isZero()) {
        String colour = coefficient.doubleValue() < 0 ? "#ba2525" : "#0b69a3";
        add("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", x(column), y(wire), colour);
        add(
            "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-size=\"9.5\">%s</text>",
            x(column) + 5, y(wire) - 5, colour, label(coefficient));
      }
    }
    boolean output = column == stages + 1;
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"32\" height=\"22\" rx=\"4\" fill=\"%s\""
            + " stroke=\"#3e4c59\"/>",
        x(column) - 16, y(row) - 11, output ? "#e3f9e5" : "#e6f6ff");
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        x(column), y(row) + 4, output ? "y" : "F" + column);
  }

  private ExactNumber coefficient(int column, int wire) {
    if (column == stages + 1) {
      return tableau.b().get(wire - 1);
    }
    return wire < column ? tableau.a(column - 1, wire - 1) : ExactNumber.ZERO;
  }

  private static String label(ExactNumber coefficient) {
    String exact = coefficient.toString();
    return exact.length() <= MAX_LABEL && coefficient.isRational()
        ? exact
        : String.format(Locale.ROOT, "%.4g", coefficient.doubleValue());
  }

  private static int x(int column) {
    return MARGIN + (column - 1) * COLUMN + 30;
  }

  private static int y(int row) {
    return MARGIN + row * ROW;
  }

  private void add(String text, Object... values) {
    svg.append(List.of(values).isEmpty() ? text : String.format(Locale.ROOT, text, values));
    svg.append('\n');
  }
}
