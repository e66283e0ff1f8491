package dev.highorder.processor.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The note about a user's own tableau that is accepted. */
class TableauNoteTest {

  private static final String SOURCE =
      """
      package example;
      import dev.highorder.*;
      @HighOrder(tableau = @Tableau(%s), blocks = 1)
      public class Unit extends ai.djl.nn.SequentialBlock { public Unit(int channels) {} }
      """;

  @TempDir Path output;

  @Test
  void hasOrderRowSumAndStability() {
    // Kutta's third-order method: |a| sums to 3 in its last row, R is stable down to -2.5127.
    assertNote(
        "order = 2, value = \"0| ; 1/2|1/2; 1|-1 2; |1/6 2/3 1/6\"",
        "UnitCustom: order 3, 3 stages, 2 live tensors, largest row sum of |a| 3.000, real stability"
            + " interval [-2.513, 0]");
  }

  @Test
  void theOrderMayBeZeroIfThatIsSaid() {
    assertNote(
        "order = 0, value = \"1/2; 1/6 2/3\"",
        "UnitCustom: order 0, 2 stages, 1 live tensor, largest row sum of |a| 0.5000, real stability"
            + " interval [-2.500, 0]");
  }

  /** Where the shape changes, the input of the block stays alive next to its shortcut. */
  @Test
  void countsTheInputOfABlockThatChangesTheShape() {
    Compilation compilation =
        Compilation.to(output)
            .compile(
                SOURCE
                    .formatted("order = 2, value = \"0|; 1/2|1/2; |0 1\"")
                    .replace("int channels", "int channels, @Stride int stride"));

    assertEquals(List.of(), compilation.complaints());
    assertEquals(
        List.of(
            "UnitCustom: order 2, 2 stages, 1 live tensor (2 where the shape changes), largest row"
                + " sum of |a| 0.5000, real stability interval [-2.000, 0]"),
        compilation.notes());
  }

  /** The digits are those of the source, not of the machine's language. */
  @Test
  void theLanguageOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      hasOrderRowSumAndStability();
    } finally {
      Locale.setDefault(before);
    }
  }

  private void assertNote(String tableau, String note) {
    Compilation compilation = Compilation.to(output).compile(SOURCE.formatted(tableau));

    assertEquals(List.of(), compilation.complaints());
    assertEquals(List.of(note), compilation.notes());
  }
}
