package dev.highorder.processor.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a class is that of a file, on every system and in every encoding. */
class NameValidatorTest {

  @TempDir Path output;

  @ParameterizedTest
  @ValueSource(strings = {"CON", "con", "Aux", "NUL", "PRN", "COM1", "lpt9", "CONIN$"})
  void refusesTheDevicesOfWindows(String name) {
    assertEquals(List.of("[HO306]"), ids("name = \"" + name + "\"", "Unit"));
  }

  @Test
  void takesNamesThatOnlyBeginLikeThem() {
    assertEquals(List.of(), ids("name = \"Console\"", "Unit"));
  }

  static Stream<Arguments> tooLong() {
    return Stream.of(
        Arguments.of("x".repeat(249), List.of()),
        Arguments.of("x".repeat(250), List.of("[HO306]")),
        Arguments.of("\u00e4".repeat(124), List.of()),
        Arguments.of("\u00e4".repeat(125), List.of("[HO306]")),
        Arguments.of("x".repeat(60_000), List.of("[HO306]")));
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void refusesNamesThatAreTooLongForAFile(String name, List<String> ids) {
    assertEquals(ids, ids("name = \"" + name + "\"", "Unit"));
  }

  /** The sub-net's own class is a file, but with the scheme's name behind it no longer. */
  @Test
  void refusesThemIfTheyAreMadeOfTwo() {
    assertEquals(List.of("[HO306]"), ids("h = 1", "Y".repeat(247)));
  }

  @Test
  void showsTheNameWithALimit() {
    String message = messages("name = \"" + "x".repeat(60_000) + "!\"", "Unit").get(0);

    assertTrue(message.length() < 500, message);
    assertTrue(message.endsWith("such as \"UnitStack\"."), message);
  }

  /** The name of the generated class is made of two that are allowed. */
  @Test
  void refusesTheNamesOfConstants() {
    List<String> messages =
        Compilation.to(output)
            .compile(
                "package example; import dev.highorder.*; @HighOrder(blocks = 1, tableauOf ="
                    + " LOCKS.class) class B extends ai.djl.nn.SequentialBlock {}"
                    + " @Tableau(\"1\") interface LOCKS {}")
            .errors()
            .stream()
            .map(error -> error.getMessage(null))
            .toList();

    assertEquals(1, messages.size(), messages.toString());
    assertTrue(messages.get(0).startsWith("[HO301] name = \"BLOCKS\""), messages.get(0));
  }

  private List<String> ids(String value, String unit) {
    return messages(value, unit).stream().map(message -> message.substring(0, 7)).toList();
  }

  private List<String> messages(String value, String unit) {
    return Compilation.to(output)
        .compile(
            "package example; import dev.highorder.*; @HighOrder(scheme = Scheme.RK4, blocks = 1, "
                + value
                + ")\nclass "
                + unit
                + " extends ai.djl.nn.SequentialBlock {}")
        .errors()
        .stream()
        .map(error -> error.getMessage(null))
        .toList();
  }
}
