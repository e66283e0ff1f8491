package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler says of a user's own tableau that it accepts. */
class OwnTableauTest {

  private static final String SOURCE =
      """
      package example;
      import dev.highorder.*;
      @HighOrder(tableau = @Tableau(%s), blocks = 1)
      public class Unit extends ai.djl.nn.SequentialBlock { public Unit(int channels) {} }
      """;

  @TempDir Path output;

  @Test
  void aNoteTellsOrderGrowthAndStability() {
    // Kutta's third-order method: |a| sums to 3 in its last row, R is stable down to -2.5127.
    assertNote(
        "a = {\"1/2\", \"-1 2\"}, b = \"1/6 2/3 1/6\", order = 2",
        "UnitCustom: order 3, 3 stages, 2 tensors held, largest row sum of |a| 3.000, stable on"
            + " [-2.513, 0]");
  }

  @Test
  void theOrderMayBeZeroIfThatIsSaid() {
    assertNote(
        "a = {\"1/2\"}, b = \"1/6 2/3\", order = 0",
        "UnitCustom: order 0, 2 stages, 1 tensors held, largest row sum of |a| 0.5000, stable on"
            + " [-2.500, 0]");
  }

  private void assertNote(String tableau, String note) {
    Compilation compilation = Compilation.to(output).compile(SOURCE.formatted(tableau));

    assertEquals(List.of(), compilation.complaints());
    assertEquals(List.of(note), compilation.notes());
  }
}
