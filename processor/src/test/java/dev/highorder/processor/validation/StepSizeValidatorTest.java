package dev.highorder.processor.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks multiply floats, so a step size has to be one, and what is made of it, too. */
class StepSizeValidatorTest {

  @TempDir Path output;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scheme = Scheme.RK4, h = 1e-37                                       | ''",
        "scheme = Scheme.RK4, h = -1e38                                       | ''",
        "scheme = Scheme.RK4, h = 1e-38                                       | h = 1.0E-38 is too small",
        "scheme = Scheme.RK4, h = -1e39                                       | h = -1.0E39 is too large",
        "scheme = Scheme.RK4, h = 1e-35, step = StepSize.DIVIDED              | h / 1000 = 1.0E-38 is",
        "scheme = Scheme.LEAPFROG, h = 1e-19                                  | h^2 = 1.0E-38 is too",
        "scheme = Scheme.LEAPFROG, h = 1e-17, step = StepSize.DIVIDED         | (h / 1000)^2 = ",
        "scheme = Scheme.RK4, step = StepSize.LEARNED, range = {-1e300, 2}    | A bound of the range = -1.0E300",
        "scheme = Scheme.RK4, step = StepSize.LEARNED, range = {0, 1e38}      | ''",
        "scheme = Scheme.RK4, step = StepSize.LEARNED, range = {1, 1.00000001} | range = [1.0, 1.00000001]",
      })
  void refusesWhatIsNoFloat(String values, String fault) {
    List<String> messages =
        Compilation.to(output)
            .compile(
                "package example; import dev.highorder.*; @HighOrder(blocks = {1, 1000}, "
                    + values
                    + ")\npublic class Unit extends ai.djl.nn.SequentialBlock {}")
            .errors()
            .stream()
            .map(error -> error.getMessage(null).substring("[HO224] ".length()))
            .map(text -> text.substring(0, Math.min(fault.length(), text.length())))
            .toList();

    assertEquals(fault.isEmpty() ? List.of() : List.of(fault), messages);
  }
}
