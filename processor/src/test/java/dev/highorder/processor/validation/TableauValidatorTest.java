package dev.highorder.processor.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own tableau: what it may claim, and that all its faults are reported together. */
class TableauValidatorTest {

  private static final String KUTTA3 = "0|; 1/2 | 1/2; 1 | -1 2; | 1/6 2/3 1/6";

  @TempDir Path output;

  private List<String> ids(String tableau) {
    return Compilation.to(output)
        .compile(
            "package example; import dev.highorder.*; @HighOrder(blocks = 1, tableau = @Tableau("
                + tableau
                + "))\npublic class Unit extends ai.djl.nn.SequentialBlock {}")
        .errors()
        .stream()
        .map(error -> error.getMessage(null).substring(0, 7))
        .toList();
  }

  @Test
  void mayClaimItsOrderOrLessOrNothing() {
    assertEquals(List.of(), ids("value = \"" + KUTTA3 + "\", order = 3"));
    assertEquals(List.of(), ids("value = \"" + KUTTA3 + "\", order = 1"));
    assertEquals(List.of(), ids("\"" + KUTTA3 + "\""));
    assertEquals(List.of("[HO207]"), ids("value = \"" + KUTTA3 + "\", order = 4"));
  }

  @Test
  void mayLeaveOutNodes() {
    assertEquals(List.of(), ids("value = \"| 1/2; | -1 2; | 1/6 2/3 1/6\", order = 3"));
  }

  /** A stage for each row, each of which reads all earlier ones. */
  private static String drawing(int stages) {
    StringBuilder drawing = new StringBuilder("|");
    for (int stage = 1; stage <= stages; stage++) {
      drawing.append("; |").append(" 1".repeat(stage));
    }
    return drawing.toString();
  }

  @Test
  void refusesWhatNoMethodHolds() {
    assertEquals(List.of("[HO223]"), ids("order = 0, value = \"" + drawing(80) + "\""));
  }

  @Test
  void reportsNodesAndOrderTogether() {
    assertEquals(
        List.of("[HO217]", "[HO207]"),
        ids("value = \"0|; 1/2 | 1/2; 2 | -1 2; | 1/6 1/3 1/2\", order = 3"));
  }
}
