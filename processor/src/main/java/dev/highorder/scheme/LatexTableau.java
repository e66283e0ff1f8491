package dev.highorder.scheme;

/** Translates the LaTeX of a tableau: an {@code array} with {@code &}, {@code \\} and fractions. */
final class LatexTableau {

  private static final int MAX_NESTING = 50;

  private LatexTableau() {}

  static boolean isLatex(String text) {
    int backslash = text.indexOf('\\');
    return text.indexOf('&') >= 0 || (backslash >= 0 && text.matches("(?s).*\\\\[a-zA-Z\\\\].*"));
  }

  /** Returns lines whose cells are separated by bars. */
  static String plain(String latex) {
    String text = latex.contains("\\\\") ? latex.replaceAll("\\s+", " ") : latex;
    text = text.replaceAll("\\\\begin\\{[a-z*]+\\}(\\[[^\\]]*\\])?(\\{[^{}]*\\})?", " ");
    text = text.replaceAll("\\\\end\\{[a-z*]+\\}", " ");
    text = text.replaceAll("\\\\[hc]line(\\{[^{}]*\\})?|\\\\(top|mid|bottom)rule", " ");
    text = text.replaceAll("\\\\\\\\(\\[[^\\]]*\\])?", "\n");
    text = text.replaceAll("\\\\(left|right|displaystyle|quad|[,;:! \\[\\]])|[$~]", " ");
    text = text.replaceAll("\\\\(cdot|times)(?![a-zA-Z])", "*");
    text = fractions(text);
    // The c column ends at the first &, unless it is drawn as a bar already.
    return text.replace('&', '|');
  }

  private static String fractions(String latex) {
    String text = latex.replaceAll("\\\\[dt]?frac\\s*(\\d)\\s*(\\d)", "($1/$2)");
    String before;
    int nesting = 0;
    do {
      if (nesting++ > MAX_NESTING) {
        throw new TableauException(
            "It has fractions and roots in more than %s others. Write it with fewer braces.",
            MAX_NESTING);
      }
      before = text;
      text = text.replaceAll("\\\\sqrt\\s*\\{([^{}]*)\\}", "sqrt($1)");
      text = text.replaceAll("\\\\sqrt\\s*(\\d)", "sqrt($1)");
      text = text.replaceAll("\\\\[dt]?frac\\s*\\{([^{}]*)\\}\\s*\\{([^{}]*)\\}", "(($1)/($2))");
    } while (!text.equals(before));
    return text;
  }
}
