package dev.highorder.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.processor.testkit.Compilation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of the sub-net's package may have the names of all classes that generated code uses. */
class ScopeTest {

  private static final List<String> NAMES =
      List.of(
          "Block",
          "Deprecated",
          "Double",
          "FunctionalInterface",
          "Generated",
          "Integer",
          "Iterable",
          "Long",
          "Math",
          "NDArray",
          "Network",
          "Number",
          "Object",
          "Override",
          "Runnable",
          "RungeKuttaStack",
          "SafeVarargs",
          "StackDescription",
          "Stages",
          "StepSize",
          "String",
          "SubNetFactory",
          "SuppressWarnings",
          "System",
          "Thread",
          "Weights");

  private static final String PARTS =
      """
      public class Parts {
        @dev.highorder.HighOrder(
            tableau = @dev.highorder.Tableau("1/2 | 1/2; | 1-sqrt(2) sqrt(2)"),
            blocks = 2,
            step = dev.highorder.StepSize.LEARNED,
            weights = dev.highorder.Weights.SHARED)
        static ai.djl.nn.Block unit(
            java.lang.Long channels, java.lang.String s, java.lang.Iterable<java.lang.Number> all,
            java.lang.Thread.State state, Nested.String mine, Stages stages,
            java.lang.Object... objects) {
          return null;
        }
        static class Nested { static class String {} }
        static class Override {}
      }
      """;

  @TempDir Path output;

  @ParameterizedTest
  @ValueSource(strings = {"package example; ", ""})
  void generatedCodeCompiles(String head) {
    List<String> sources = new ArrayList<>(List.of(head + PARTS));
    NAMES.forEach(name -> sources.add(head + "public class " + name + " {}"));

    List<String> complaints =
        Compilation.to(output).compile(sources.toArray(String[]::new)).complaints();

    assertEquals(List.of(), complaints);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Override", "String", "Network", "Stages", "NDArray", "Generated", "Math"})
  void theGeneratedClassMayHaveTheNameItself(String name) {
    List<String> complaints =
        Compilation.to(output)
            .compile(
                "package example; public class Parts { @dev.highorder.HighOrder(scheme ="
                    + " dev.highorder.Scheme.RK4, blocks = 2, name = \""
                    + name
                    + "\") static ai.djl.nn.Block unit(int c, java.lang.String s) { return null; } }")
            .complaints();

    assertEquals(List.of(), complaints);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Override", "String", "Network", "Stages", "NDArray", "Object", "Math"})
  void theSubNetMayHaveTheNameItself(String name) {
    for (String head : Stream.of("package example; ", "").toList()) {
      List<String> complaints =
          Compilation.to(output)
              .compile(
                  head
                      + "@dev.highorder.HighOrder(scheme = dev.highorder.Scheme.RK4, blocks = 2)"
                      + " class "
                      + name
                      + " extends ai.djl.nn.SequentialBlock { public "
                      + name
                      + "(int c, java.lang.String s) {} }")
              .complaints();

      assertEquals(List.of(), complaints);
    }
  }
}
