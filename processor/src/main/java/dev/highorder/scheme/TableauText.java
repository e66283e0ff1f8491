package dev.highorder.scheme;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rows of a drawn tableau, in the layouts that people paste from books, articles, LaTeX,
 * spreadsheets and programs. It decides where rows and cells end and translates typography; numbers
 * stay text.
 */
final class TableauText {

  private static final String MINUS_SIGNS = "\u2010\u2011\u2012\u2013\u2014\u2212\uFE63\uFF0D";
  private static final String SLASHES = "\u00F7\u2044\u2215";
  private static final String TIMES_SIGNS = "\u00B7\u00D7\u2217\u22C5";
  private static final String VERTICAL_LINES =
      "\u00A6\u2223\u2502\u2503\u2506\u2507\u250A\u250B\u254E\u254F\u2551\u23D0\uFF5C";
  private static final String HORIZONTAL_LINES =
      "\u2015\u2500\u2501\u2504\u2505\u2508\u2509\u254C\u254D\u2550";
  private static final char SQUARE_ROOT = '\u221A';

  /**
   * One row of the drawing.
   *
   * @param hasBar whether a bar separates c from a
   * @param left the numbers before the bar
   * @param cells the numbers behind the bar, or all if there is none
   */
  record Row(boolean hasBar, List<String> left, List<String> cells) {}

  private TableauText() {}

  /**
   * Returns the rows that are not empty.
   *
   * @throws TableauException if a sign or comma is ambiguous; the message says what to do
   */
  static List<Row> rows(String drawing) {
    String text = LatexTableau.isLatex(drawing) ? LatexTableau.plain(drawing) : drawing;
    text = asciiOf(text.replace("//", "/")); // Julia writes 1//2
    text = joinNumbers(text.replaceAll(" +", " "));
    List<String> lines = text.lines().map(String::strip).filter(line -> !isRule(line)).toList();
    boolean framed = lines.stream().allMatch(TableauText::isFramed);
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(row(framed ? line.substring(1, line.length() - 1) : line));
    }
    return rows;
  }

  /** Whether a line is empty, or only drawn: {@code ----+----}. */
  private static boolean isRule(String line) {
    return line.chars().allMatch(c -> "-=_+:~".indexOf(c) >= 0 || c == '|' || c == ' ')
        && (line.isBlank() || line.contains("--") || line.contains("=") || line.contains("_"));
  }

  private static boolean isFramed(String line) {
    return line.startsWith("|")
        && line.endsWith("|")
        && line.chars().filter(c -> c == '|').count() > 2;
  }

  private static Row row(String line) {
    List<String> parts = List.of(line.split("\\|", -1));
    if (parts.size() == 1) {
      return new Row(false, List.of(), numbers(line));
    }
    List<String> cells = new ArrayList<>();
    int last = parts.size() - 1;
    while (last > 0 && parts.get(last).isBlank()) {
      last--;
    }
    for (int i = 1; i <= last; i++) {
      // Bars between all cells, as in Markdown and LaTeX: a cell that is left blank is a zero.
      cells.addAll(parts.get(i).isBlank() ? List.of("0") : numbers(parts.get(i)));
    }
    return new Row(true, numbers(parts.get(0)), cells);
  }

  private static List<String> numbers(String text) {
    List<String> numbers = new ArrayList<>();
    for (String number : text.split(" ", -1)) {
      if (number.equals("-") || number.equals("+")) {
        throw new TableauException(
            "In '%s' a sign stands between spaces. Join it to its number, as in -1/3, and write sums without spaces, as in 1-sqrt(2).",
            text.strip());
      }
      if (number.contains(",")) {
        throw new TableauException(
            "'%s' contains a comma. Write decimals with a point, as in 0.5, and a space behind a comma that separates numbers.",
            number);
      }
      if (!number.isEmpty()) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Translates typography and the punctuation of programs into plain digits, signs and bars. */
  private static String asciiOf(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
      if (c == ',' && Character.isWhitespace(next)) {
        plain.append(' ');
      } else if (c == ';' || c == ']' || c == '}') {
        plain.append('\n');
      } else if (c == '[' || c == '{' || c == '\t') {
        plain.append(' ');
      } else if (c == '\\') {
        plain.append('|');
      } else if (c == SQUARE_ROOT && Character.isDigit(next)) {
        String radicand = digits(text, i + 1);
        plain.append("sqrt(").append(radicand).append(')');
        i += radicand.length();
      } else if (c < 0x80) {
        plain.append(c);
      } else {
        appendAscii(plain, c, text, i);
      }
    }
    return plain.toString();
  }

  private static void appendAscii(StringBuilder plain, char c, String text, int at) {
    if (MINUS_SIGNS.indexOf(c) >= 0) {
      plain.append('-');
    } else if (SLASHES.indexOf(c) >= 0) {
      plain.append('/');
    } else if (TIMES_SIGNS.indexOf(c) >= 0) {
      plain.append('*');
    } else if (VERTICAL_LINES.indexOf(c) >= 0) {
      plain.append('|');
    } else if (HORIZONTAL_LINES.indexOf(c) >= 0) {
      plain.append("--");
    } else if (c >= '\u2500' && c < '\u2580') { // corners and crossings
      plain.append('+');
    } else if (Character.isSpaceChar(c)) {
      plain.append(' ');
    } else if (c == SQUARE_ROOT) {
      plain.append("sqrt"); // of a bracket
    } else if (isFraction(c)) {
      if (at > 0 && Character.isDigit(text.charAt(at - 1))) {
        throw new TableauException(
            "'%s' is a mixed number. Write it as one fraction, as in 3/2.",
            text.substring(at - 1, at + 1));
      }
      String fraction = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
      plain.append('(').append(fraction.replace('\u2044', '/')).append(')');
    } else {
      plain.append(c);
    }
  }

  private static boolean isFraction(char c) {
    return (c >= '\u00BC' && c <= '\u00BE') || (c >= '\u2150' && c <= '\u215E') || c == '\u2189';
  }

  private static String digits(String text, int from) {
    int to = from;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    return text.substring(from, to);
  }

  /**
   * Removes the spaces inside numbers: around {@code /} and {@code *}, inside brackets, and behind
   * a sign that begins a cell; writes the {@code *} that is left out before a root or a bracket.
   */
  private static String joinNumbers(String text) {
    StringBuilder joined = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = joined.isEmpty() ? '\n' : joined.charAt(joined.length() - 1);
      if (c == ' ' && (depth > 0 || "*/(".indexOf(before) >= 0 || beginsCell(joined))) {
        continue;
      }
      boolean repeated = (Character.isDigit(before) || before == ')') && i > 0;
      if (repeated && before == text.charAt(i - 1) && (c == '(' || text.startsWith("sqrt", i))) {
        joined.append('*');
      }
      if (c == '*' || c == '/') {
        strip(joined);
      }
      depth += c == '(' ? 1 : c == ')' || c == '\n' ? -1 : 0;
      depth = c == '\n' ? 0 : Math.max(0, depth);
      joined.append(c);
    }
    return joined.toString();
  }

  /** Whether the text ends with a sign before which a cell or the line begins. */
  private static boolean beginsCell(CharSequence text) {
    int i = text.length() - 1;
    if (i < 0 || (text.charAt(i) != '-' && text.charAt(i) != '+')) {
      return false;
    }
    do {
      i--;
    } while (i >= 0 && text.charAt(i) == ' ');
    return i < 0 || text.charAt(i) == '|' || text.charAt(i) == '\n';
  }

  private static void strip(StringBuilder text) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }
}
