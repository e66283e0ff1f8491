package dev.highorder.processor.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note about a width that is missing, or is not the one that may be meant. */
class NetworkNoteTest {

  @TempDir Path output;

  private List<String> notes(String constructors) {
    return Compilation.to(output)
        .compile(
            "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4,"
                + " blocks = 1)\npublic class Unit extends ai.djl.nn.SequentialBlock {"
                + constructors
                + " record Size(int channels) {} }")
        .notes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Size size", "int... channels", "float c", "short c, byte d"})
  void saysThatThereIsNoWidth(String parameters) {
    assertEquals(
        List.of(
            "UnitRk4 has no method network(...), because no parameter of example.Unit can be its"
                + " width: an int, long, Integer or Long. Build the network with Network.builder()"
                + " and .setStack((blocks, width) -> UnitRk4.withBlocks(blocks, ...))."),
        notes("public Unit(" + parameters + ") {}"));
  }

  @Test
  void saysThatAnIntGoesFirst() {
    assertEquals(
        List.of(
            "UnitRk4 takes kernel for the width of example.Unit, because it is the first int."
                + " If channels is the width, declare it as int."),
        notes("public Unit(long channels, int kernel) {}"));
  }

  @Test
  void isSilentWhereTheWidthIsClear() {
    assertEquals(List.of(), notes("public Unit() {}"));
    assertEquals(List.of(), notes("public Unit(long channels, Integer kernel) {}"));
    assertEquals(List.of(), notes("public Unit(int channels, long seed) {} Unit(Size size) {}"));
  }
}
