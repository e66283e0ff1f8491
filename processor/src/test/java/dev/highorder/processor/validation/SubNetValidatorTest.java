package dev.highorder.processor.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubNetValidatorTest {

  @TempDir Path output;

  /** Generated methods have one or two parameters more, and Java allows 255. */
  @ParameterizedTest
  @CsvSource({"int, 254, 254", "int, 255, 255", "long, 127, 254", "double, 127, 254"})
  void refusesMoreParametersThanAMethodHas(String type, int count, int words) {
    String parameters =
        IntStream.range(0, count).mapToObj(i -> type + " p" + i).collect(Collectors.joining(", "));

    assertEquals(
        List.of(
            "[HO112] example.Parts.unit has "
                + words
                + " parameters, where a long or double counts as two, but methods of the generated"
                + " class have room for 253. Let it take fewer, such as one object with the values."),
        errors("class Parts { RK4 static Block unit(" + parameters + ") { return null; } }"));
    assertEquals(
        1, errors("RK4 class Unit extends SequentialBlock { Unit(" + parameters + ") {} }").size());
  }

  private List<String> errors(String source) {
    return Compilation.to(output)
        .compile(
            "package example; import ai.djl.nn.*; import dev.highorder.*;\n"
                + source.replace("RK4", "@HighOrder(scheme = Scheme.RK4, blocks = 1)"))
        .errors()
        .stream()
        .map(error -> error.getMessage(null))
        .toList();
  }
}
