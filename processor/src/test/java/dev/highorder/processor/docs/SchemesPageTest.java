package dev.highorder.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.Scheme;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.FamilyWiring;
import dev.highorder.processor.scheme.OrderConditions;
import dev.highorder.processor.scheme.Schedule;
import dev.highorder.processor.scheme.Stability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/schemes.md} and its diagrams what the tableaus say. Run the tests with {@code
 * -Dgolden=write} to write them anew; then read the difference.
 */
class SchemesPageTest {

  private static final Path DOCS = Path.of("../docs");

  @Test
  void isWhatTheTableausSay() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    pages.put(DOCS.resolve("schemes.md"), page());
    for (Scheme scheme : Scheme.values()) {
      pages.put(DOCS.resolve("schemes").resolve(file(scheme)), diagram(scheme));
    }
    for (Map.Entry<Path, String> page : pages.entrySet()) {
      if ("write".equals(System.getProperty("golden"))) {
        Files.createDirectories(page.getKey().getParent());
        Files.writeString(page.getKey(), page.getValue());
      }
      assertEquals(Files.readString(page.getKey()), page.getValue(), page.getKey().toString());
    }
  }

  private static String diagram(Scheme scheme) {
    return scheme.family() == Scheme.Family.RUNGE_KUTTA
        ? WiringDiagram.of(ButcherTableau.of(scheme))
        : FamilyDiagram.of(scheme);
  }

  private static String page() {
    StringBuilder text =
        new StringBuilder(
            """
            # Schemes

            This page is written by a test (`SchemesPageTest`) from the tableaus in `Scheme`. The order is the one
            that the conditions of all rooted trees prove, exactly. *Held* is the number of tensors that a generated
            block keeps while a sub-net runs, *additions* those of whole tensors. *Growth* is the largest sum of |a| of
            a stage: where stages have weights of their own, nothing cancels it. *Stable* is the interval of the real
            axis on which a step does not grow.

            | scheme | order | stages | additions | held | growth | stable | source |
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
              OrderConditions.order(tableau),
              tableau.stages(),
              tableau.additions(),
              Schedule.of(tableau).held(),
              stability.growth(),
              -stability.realInterval(),
              scheme.source()));
    }
    text.append(
        """

        Four families have no tableau. p is the input of the block before, c a trained number.

        | scheme | order | stages | block | held | source |
        | --- | --- | --- | --- | --- | --- |
        """);
    for (Scheme scheme : Scheme.values()) {
      if (scheme.family() != Scheme.Family.RUNGE_KUTTA) {
        text.append(
            "| `%s` | %d | %d | `%s` | %d | %s |\n"
                .formatted(
                    scheme,
                    scheme.order(),
                    scheme.stages(),
                    scheme.formula(),
                    FamilyWiring.of(scheme).held(),
                    scheme.source()));
      }
    }
    text.append(
        """

        `highorder schemes` prints for each how fast the error of generated blocks falls
        ([results](results.md#orders)).

        In the diagrams a horizontal wire is x or a state k, from the sub-net that makes it to its last reader; a
        column collects the input of a sub-net, or the output y. A dot is a sum with the coefficient beside it, blue
        where it is added and red where it is subtracted; x enters every column. In those of the four families every tap is a dot, and p is the input of the block before.
        """);
    for (Scheme scheme : Scheme.values()) {
      text.append("\n## ").append(scheme).append("\n\n");
      text.append("The ").append(scheme.title()).append(" method.\n\n");
      text.append("![Wiring of " + scheme + "](schemes/" + file(scheme) + ")\n");
    }
    return text.toString();
  }

  private static String file(Scheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
  }
}
