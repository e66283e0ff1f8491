package dev.highorder.processor.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal depth: the number of sub-nets is divided by the stages of each scheme. */
class DepthValidatorTest {

  @TempDir Path output;

  private Compilation compile(String values) {
    return Compilation.to(output)
        .compile(
            "package example; import static dev.highorder.Scheme.*; @dev.highorder.HighOrder("
                + values
                + ")\npublic class Unit extends ai.djl.nn.SequentialBlock {}");
  }

  @Test
  void schemesOfOneAnnotationHaveEquallyManySubNets() {
    Compilation compilation = compile("scheme = {EULER, MIDPOINT, RK4, VERNER8}, subNets = 28");

    assertEquals(List.of(), compilation.complaints());
    assertBlocks(28, "Euler", compilation);
    assertBlocks(14, "Midpoint", compilation);
    assertBlocks(7, "Rk4", compilation);
    assertBlocks(2, "Verner8", compilation);
  }

  private static void assertBlocks(int blocks, String scheme, Compilation compilation) {
    String text = compilation.generated().get("example/Unit" + scheme + ".java");
    assertTrue(text.contains("public static final int BLOCKS = " + blocks + ";"), text);
  }

  @Test
  void eachSchemeThatDoesNotDivideIsNamed() {
    List<String> messages =
        compile("scheme = {KUTTA3, EULER, FEHLBERG4}, subNets = 28").errors().stream()
            .map(error -> error.getMessage(null))
            .toList();

    assertEquals(
        List.of(
            "[HO221] subNets = 28 cannot be divided into blocks of KUTTA3, which has 3 stages. Write"
                + " subNets = 27 or 30 (15 or 30 for all schemes of this annotation), or move this"
                + " scheme to an annotation of its own.",
            "[HO221] subNets = 28 cannot be divided into blocks of FEHLBERG4, which has 5 stages."
                + " Write subNets = 25 or 30 (15 or 30 for all schemes of this annotation), or move"
                + " this scheme to an annotation of its own."),
        messages);
  }

  @Test
  void aDepthBelowOneBlockHasOneNeighbour() {
    String message = compile("scheme = VERNER8, subNets = 8").errors().get(0).getMessage(null);

    assertTrue(message.endsWith("which has 14 stages. Write subNets = 14."), message);
  }
}
