package dev.highorder.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameter is the width: in generated code it is an int, whatever the sub-net declares. */
class ParameterTest {

  @TempDir Path output;

  private String generated(String constructors) {
    Compilation compilation =
        Compilation.to(output)
            .option("-Xlint:all,-processing,-options")
            .compile(
                "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4,"
                    + " blocks = 1)\npublic class Unit extends ai.djl.nn.SequentialBlock {"
                    + constructors
                    + "}");
    assertEquals(List.of(), compilation.complaints());
    return compilation.generated().get("example/UnitRk4.java");
  }

  @ParameterizedTest
  @CsvSource({
    "int, c",
    "long, (long) c",
    "Integer, Integer.valueOf(c)",
    "Long, Long.valueOf(c)",
  })
  void everyWholeNumberCanBeTheWidth(String type, String argument) {
    // The double would be called instead of a boxed number that is not spelt out.
    String text = generated("public Unit(" + type + " c, String s) {} Unit(double c, Object o) {}");

    assertTrue(text.contains("static UnitRk4 withBlocks(int blocks, int c, String s)"), text);
    assertTrue(text.contains("static Network network(int classes, int[] widths, String s)"), text);
    assertTrue(text.contains("() -> new Unit(" + argument + ", s)"), text);
  }

  @Test
  void theFirstIntGoesBeforeALong() {
    String text = generated("public Unit(long seed, int c) {}");

    assertTrue(text.contains("withBlocks(int blocks, long seed, int c)"), text);
    assertTrue(text.contains("network(int classes, int[] widths, long seed)"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public Unit(int c) {} public Unit(long c) {}",
        "public Unit(Integer c) {} public Unit(int c) {}",
        "public Unit(java.util.List<String> l, Long c) {} public Unit(java.util.List<?> l, int c) {}",
        "public Unit(Integer c) {} public Unit(Long c) {}",
      })
  void aWidthKeepsItsTypeWhereItIsNeededToTellConstructorsApart(String constructors) {
    String text = generated(constructors);

    assertEquals(3, text.split("static UnitRk4 withBlocks\\(", -1).length, text);
  }
}
