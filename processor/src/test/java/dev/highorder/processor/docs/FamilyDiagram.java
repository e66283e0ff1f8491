package dev.highorder.processor.docs;

import dev.highorder.scheme.FormulaWiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws how a block without a tableau is wired, as SVG, from the scheme's formulas: a wire for each
 * input and for each result, a column for each formula, and a dot where a column taps a wire.
 */
final class FamilyDiagram {

  private static final Pattern EVALUATION = Pattern.compile("(\\w+) = (F\\d+)\\((\\w+)\\)");
  private static final Pattern TERM =
      Pattern.compile("([+-]?) ?((?:\\([^)]*\\)|\\d+|[ch]) )?([a-z]\\d*)");
  private static final int COLUMN = 78;
  private static final int ROW = 34;
  private static final int MARGIN = 34;

  /** The wires in the order of their rows, each with the column from which it starts. */
  private final Map<String, Integer> wires = new LinkedHashMap<>();

  private final List<String> formulas;
  private final List<String> lines = new ArrayList<>();

  private FamilyDiagram(FormulaWiring wiring) {
    formulas = wiring.formulas();
    List<String> inputs =
        switch (wiring) {
          case REVNET -> List.of("x1", "x2");
          case LM_RESNET, LEAPFROG -> List.of("p", "x");
          default -> List.of("x");
        };
    inputs.forEach(input -> wires.put(input, 0));
  }

  static String of(FormulaWiring wiring) {
    return new FamilyDiagram(wiring).draw();
  }

  private String draw() {
    int inputs = wires.size();
    for (int i = 0; i < formulas.size(); i++) {
      wires.put(formulas.get(i).split(" = ", -1)[0], i + 1);
    }
    for (int i = 0; i < formulas.size(); i++) {
      drawFormula(i + 1, inputs + i, formulas.get(i));
    }
    List<String> names = List.copyOf(wires.keySet());
    List<String> svg = new ArrayList<>();
    int width = 2 * MARGIN + (formulas.size() + 1) * COLUMN;
    int height = 2 * MARGIN + (names.size() - 1) * ROW;
    svg.add(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                + " height=\"%2$d\" font-family=\"sans-serif\" font-size=\"11\">",
            width, height));
    svg.add(format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height));
    for (int row = 0; row < names.size(); row++) {
      int start = wires.get(names.get(row));
      svg.add(
          format(
              "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#9aa5b1\" stroke-width=\"1.5\"/>",
              x(start), y(row), width - MARGIN, y(row)));
      if (row < inputs) {
        svg.add(
            format(
                "<text x=\"%d\" y=\"%d\" font-size=\"13\">%s</text>",
                MARGIN - 22, y(row) + 4, names.get(row)));
      }
    }
    svg.addAll(lines);
    svg.add("</svg>");
    return String.join("\n", svg) + "\n";
  }

  /** A column leads from the wires that its formula reads down to its result. */
  private void drawFormula(int column, int row, String formula) {
    Map<String, String> taps = new LinkedHashMap<>();
    Matcher evaluation = EVALUATION.matcher(formula);
    boolean isSubNet = evaluation.matches();
    String name = isSubNet ? evaluation.group(2) : formula.split(" = ", -1)[0];
    if (isSubNet) {
      taps.put(evaluation.group(3), "");
    } else {
      Matcher term = TERM.matcher(formula.split(" = ", -1)[1]);
      while (term.find()) {
        String factor = term.group(2) == null ? "" : term.group(2).strip();
        taps.put(term.group(3), (term.group(1).equals("-") ? "-" : "") + factor);
      }
    }
    List<String> names = List.copyOf(wires.keySet());
    int top = taps.keySet().stream().mapToInt(names::indexOf).min().orElseThrow();
    lines.add(
        format(
            "<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\" stroke=\"#3e4c59\" stroke-width=\"1.5\"/>",
            x(column), y(top), y(row)));
    taps.forEach(
        (wire, factor) -> {
          String colour = factor.startsWith("-") ? "#ba2525" : "#0b69a3";
          int at = y(names.indexOf(wire));
          lines.add(
              format("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", x(column), at, colour));
          if (!factor.isEmpty()) {
            lines.add(
                format(
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-size=\"9.5\">%s</text>",
                    x(column) + 5, at - 5, colour, factor.equals("-") ? "-1" : factor));
          }
        });
    lines.add(
        format(
            "<rect x=\"%d\" y=\"%d\" width=\"32\" height=\"22\" rx=\"4\" fill=\"%s\" stroke=\"#3e4c59\"/>",
            x(column) - 16, y(row) - 11, isSubNet ? "#e6f6ff" : "#e3f9e5"));
    lines.add(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            x(column), y(row) + 4, name));
  }

  private static int x(int column) {
    return MARGIN + column * COLUMN;
  }

  private static int y(int row) {
    return MARGIN + row * ROW;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
