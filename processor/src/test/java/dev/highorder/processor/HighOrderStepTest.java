package dev.highorder.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.processor.testkit.Compilation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults outside the user's source are explained too, and no exception reaches the compiler. */
class HighOrderStepTest {

  private static final String UNIT =
      """
      package example;
      @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 1)
      public class Unit extends ai.djl.nn.SequentialBlock {}
      """;

  @TempDir Path output;

  @Test
  void aFullDiskIsNamed() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new IOException("No space left on device");
                }));

    assertTrue(message.startsWith("[HO402] The class example.UnitRk4"), message);
    assertTrue(message.contains("No space left on device"), message);
  }

  @Test
  void aSurpriseBecomesAnErrorWithItsTrace() {
    String message =
        onlyError(
            new ProcessorWithFiler(
                (name, elements) -> {
                  throw new IllegalStateException("a surprise");
                }));

    assertTrue(message.startsWith("[HO999] "), message);
    assertTrue(message.contains("IllegalStateException: a surprise"), message);
    assertTrue(message.contains("at dev.highorder.processor."), message);
  }

  @Test
  void aSchemeOfANewerVersionIsNamed() {
    List<String> errors =
        Compilation.to(output)
            .compile(
                "package dev.highorder; public enum Scheme { FUTURE, EULER }",
                "package example; @dev.highorder.HighOrder(scheme = dev.highorder.Scheme.FUTURE,"
                    + " blocks = 1) public class Unit extends ai.djl.nn.SequentialBlock {}")
            .errors()
            .stream()
            .map(error -> error.getMessage(null))
            .toList();

    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.get(0).startsWith("[HO203] "), errors.get(0));
    assertTrue(errors.get(0).contains("FUTURE"), errors.get(0));
  }

  private String onlyError(ProcessorWithFiler processor) {
    List<String> errors =
        Compilation.to(output).only(processor).compile(UNIT).errors().stream()
            .map(error -> error.getMessage(null))
            .toList();
    assertEquals(1, errors.size(), errors.toString());
    return errors.get(0);
  }
}
