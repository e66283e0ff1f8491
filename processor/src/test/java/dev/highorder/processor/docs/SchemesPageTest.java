package dev.highorder.processor.docs;

import dev.highorder.Scheme;
import dev.highorder.processor.testkit.GoldenFiles;
import dev.highorder.scheme.ButcherTableau;
import dev.highorder.scheme.FormulaWiring;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.scheme.Stability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/schemes.md} and its diagrams the same as the tableaus. */
class SchemesPageTest {

  private static final Path DOCS = Path.of("../docs");

  @Test
  void thePageShowsEveryScheme() throws IOException {
    GoldenFiles.assertFile(DOCS.resolve("schemes.md"), page());
  }

  @Test
  void everySchemeHasItsDiagram() throws IOException {
    Map<String, String> diagrams = new TreeMap<>();
    for (Scheme scheme : Scheme.values()) {
      diagrams.put(file(scheme), diagram(scheme));
    }
    GoldenFiles.assertFolder(DOCS.resolve("schemes"), diagrams);
  }

  private static String diagram(Scheme scheme) {
    return scheme.tableau().isPresent()
        ? WiringDiagram.of(ButcherTableau.of(scheme))
        : FamilyDiagram.of(FormulaWiring.valueOf(scheme.name()));
  }

  private static String page() {
    StringBuilder text =
        new StringBuilder(
            """
            # Schemes

            This page is written by a test (`SchemesPageTest`) from the tableaus in `Scheme`. The *order* is proved
            exactly, by the conditions of all rooted trees. *Live tensors* are those that a generated block keeps while
            a sub-net runs, *additions* those of whole tensors. The *row sum* is the largest sum of |a| of a stage: where
            stages have weights of their own, nothing cancels it. *Stable* is the interval of the real axis on which a
            step does not grow. An order holds if all stages evaluate one function F; where stages have weights of their
            own, as in a network, no order applies, and a scheme is a pattern of sums.

            | scheme | order | stages | additions | live tensors | row sum | stable | source |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """);
    for (Scheme scheme : Scheme.rungeKutta()) {
      ButcherTableau tableau = ButcherTableau.of(scheme);
      Stability stability = Stability.of(tableau);
      text.append(
          String.format(
              Locale.ROOT,
              "| [`%s`](#%s) | %d | %d | %d | %d | %.4g | [%.4g, 0] | %s |\n",
              scheme,
              scheme.name().toLowerCase(Locale.ROOT),
              tableau.order(),
              tableau.stages(),
              tableau.additions(),
              tableau.liveTensors(),
              stability.largestRowSum(),
              -stability.realInterval(),
              SchemeDefinition.of(scheme).facts().source()));
    }
    text.append(
        """

        Four families have no tableau. p is the input of the block before, c a trained number.

        | scheme | order | stages | block | live tensors | source |
        | --- | --- | --- | --- | --- | --- |
        """);
    for (FormulaWiring scheme : FormulaWiring.values()) {
      text.append(
          "| `%s` | %d | %d | `%s` | %d | %s |\n"
              .formatted(
                  scheme,
                  scheme.facts().order(),
                  scheme.stages(),
                  scheme.text(),
                  scheme.liveTensors(),
                  scheme.facts().source()));
    }
    text.append(
        """

        `highorder schemes` prints for each scheme how fast the error of generated blocks falls
        ([results](results.md#orders)).

        In the diagrams a horizontal wire is x or a k, from the sub-net that computes it to its last reader. A column
        collects the input of a sub-net, or the output y. A dot is a term of the sum with its coefficient, blue where it
        is added and red where it is subtracted; x enters every column. In the diagrams of the four families every term
        has a dot, and p is the input of the block before.

        A tableau of your own is drawn in the same way:

        ```java
        @Tableau(order = 4, source = "Kutta 1901", value = \"""
        """);
    text.append(drawing(Scheme.RK4).indent(4).replace("    \n", "\n"));
    text.append(
        """
            \""")
        interface Classical {}
        ```
        """);
    for (Scheme scheme : Scheme.values()) {
      text.append("\n## ").append(scheme).append("\n\n");
      text.append("The ")
          .append(SchemeDefinition.of(scheme).facts().title())
          .append(" scheme.\n\n");
      text.append("![Wiring of " + scheme + "](schemes/" + file(scheme) + ")\n");
      if (scheme.tableau().isPresent() && isShort(scheme)) {
        text.append("\n```\n").append(drawing(scheme)).append("```\n");
      }
    }
    return text.toString();
  }

  private static String drawing(Scheme scheme) {
    return scheme.tableau().orElseThrow().value();
  }

  /** Whether no row of the drawing is wider than a page. */
  private static boolean isShort(Scheme scheme) {
    return Arrays.stream(drawing(scheme).split("\n", -1)).allMatch(line -> line.length() <= 100);
  }

  private static String file(Scheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
  }
}
