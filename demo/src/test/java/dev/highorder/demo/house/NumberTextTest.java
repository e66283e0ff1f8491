package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Numbers are written with the same digits in every locale. A format with a conversion of numbers
 * needs {@code Locale.ROOT}; a whole number needs no such conversion, since {@code %s} writes it as
 * {@code toString} does.
 */
class NumberTextTest {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>/\\*(?s:.*?)\\*/|//[^\\n]*+)"
              + "|(?<string>\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]++|\\\\.)*+\")"
              + "|'(?:[^'\\\\]|\\\\.[^']*+)'"
              + "|(?<end>[;{}])");

  private static final Pattern FORMATTING =
      Pattern.compile("\\.formatted\\(|\\bString\\.format\\(|\\bprintf\\(");

  private static final Pattern NUMBER =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[doxXeEfgGaA]");

  /** Classes and methods that ask for the default locale. */
  private static final Pattern OF_LOCALE =
      Pattern.compile(
          "\\b(NumberFormat|DecimalFormat|MessageFormat|Formatter|Scanner)\\b"
              + "|\\.to(Lower|Upper)Case\\(\\)");

  @Test
  void noNumberDependsOnTheLocale() {
    List<String> found =
        Repository.mainSources().stream().flatMap(file -> found(file).stream()).toList();
    assertTrue(found.isEmpty(), () -> String.join("\n", found));
  }

  @Test
  void theScanFindsBadExamples() {
    for (String bad :
        new String[] {
          "\"%d images\".formatted(3);",
          "String.format(\"%s: %,.2f\", name, 1.5);",
          "System.out.printf(\"%5d%n\", 3);",
          "(\"a\"\n + \"%02x\").formatted(3);",
          "name.toLowerCase();",
          "NumberFormat.getInstance().format(3);"
        }) {
      assertEquals(1, found(new SourceFile("Bad.java", bad)).size(), bad);
    }
    for (String good :
        new String[] {
          "\"%s images, 100%% of them\".formatted(3);",
          "String.format(Locale.ROOT, \"%d\", 3);",
          "// \"%d\".formatted(3);",
          "table.column(\"median\", \"%.1f us\");"
        }) {
      assertEquals(List.of(), found(new SourceFile("Good.java", good)), good);
    }
  }

  private static List<String> found(SourceFile file) {
    List<String> found = new ArrayList<>();
    StringBuilder code = new StringBuilder();
    StringBuilder strings = new StringBuilder();
    Matcher token = TOKEN.matcher(file.text());
    int from = 0;
    while (token.find()) {
      code.append(file.text(), from, token.start());
      from = token.end();
      if (token.group("string") != null) {
        strings.append(token.group("string"));
      }
      if (token.group("end") != null) {
        if (isBad(code.toString(), strings.toString())) {
          long line = 1 + file.text().chars().limit(from).filter(c -> c == '\n').count();
          found.add(
              "%s:%s: a number in the user's locale. Use Locale.ROOT, or %%s for a whole number."
                  .formatted(file.path(), line));
        }
        code.setLength(0);
        strings.setLength(0);
      }
    }
    return found;
  }

  private static boolean isBad(String code, String strings) {
    boolean formatsNumber =
        FORMATTING.matcher(code).find()
            && NUMBER.matcher(strings.replace("%%", "")).find()
            && !code.contains("Locale.ROOT");
    return formatsNumber || OF_LOCALE.matcher(code).find();
  }
}
