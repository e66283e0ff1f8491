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

  /** Tableaus that no javac survived, or waited for. */
  @Test
  void refusesWhatCannotBeRead() {
    assertEquals(
        List.of("[HO206]"),
        ids("\"| " + "(".repeat(3_000) + "1" + ")".repeat(3_000) + "; | 0 1\""));
    assertEquals(List.of("[HO206]"), ids("\"| 1" + "/9999999".repeat(6_000) + "; | 0 1\""));
    assertEquals(List.of("[HO206]"), ids("\"| 1" + "*3".repeat(30_000) + "; | 0 1\""));
    assertEquals(
        List.of("[HO206]"),
        ids("\"| " + "\\\\frac{".repeat(3_000) + "1" + "}{2}".repeat(3_000) + "; | 0 1\""));
    assertEquals(List.of("[HO206]"), ids("\"" + "| 0 ".repeat(20_000) + "\""));
  }

  /** A double beyond a float's range is infinite or 0 in a block. */
  @Test
  void refusesCoefficientsThatAreNoFloats() {
    String big = "9".repeat(400);
    assertEquals(List.of("[HO225]"), ids("\"| 1" + "0".repeat(309) + "; | 0 1\""));
    assertEquals(List.of("[HO225]"), ids("\"| 1" + "0".repeat(39) + "; | 0 1\""));
    assertEquals(List.of("[HO225]"), ids("\"| -1/1" + "0".repeat(38) + "; | 0 1\""));
    assertEquals(List.of("[HO225]", "[HO208]"), ids("\"" + big + "\""));
    assertEquals(List.of("[HO225]"), ids("\"| " + big + "-" + big + "*sqrt(2); | 0 1\""));
    assertEquals(List.of(), ids("\"| 1" + "0".repeat(38) + "; | 0 1\""));
  }

  @Test
  void reportsNodesAndOrderTogether() {
    assertEquals(
        List.of("[HO217]", "[HO207]"),
        ids("value = \"0|; 1/2 | 1/2; 2 | -1 2; | 1/6 1/3 1/2\", order = 3"));
  }
}
