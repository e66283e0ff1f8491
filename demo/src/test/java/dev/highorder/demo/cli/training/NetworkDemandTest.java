package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkDemandTest {

  private static final EngineSpec ENGINE = new EngineSpec("", "", 0);
  private static final MachineMemory MACHINE = new MachineMemory(24L << 30, 6L << 30);

  private static NetworkDemand demand(String name, int width, int blocks) {
    return NetworkDemand.of(new NetworkSpec(name, List.of(width), List.of(blocks), null, null));
  }

  static Stream<String> names() {
    return NamedStacks.all().keySet().stream();
  }

  /** The values of a real stack, of a width that is not among those that are measured. */
  @ParameterizedTest
  @MethodSource("names")
  void boundsAndSizesAreThoseOfTheStack(String name) {
    HighOrderStack stack = NamedStacks.get(name).create(3, 96);
    Shape input =
        switch (NamedStacks.layout(name)) {
          case VECTOR -> new Shape(1, 96);
          case PATCHES -> new Shape(1, 16, 96);
          default -> new Shape(1, 96, 8, 8);
        };
    long values =
        Engines.backend(Engines.start())
            .call(
                () -> {
                  try (NDManager manager = NDManager.newBaseManager()) {
                    stack.initialize(manager, DataType.FLOAT32, input);
                    return stack.getParameters().values().stream()
                        .mapToLong(parameter -> parameter.getShape().size())
                        .sum();
                  }
                });
    NetworkDemand demand = demand(name, 96, 3);

    assertEquals((double) values, StackSizes.of(name, ENGINE).values(96, 3), 0.001 * values);
    assertTrue(demand.least() <= values && values <= demand.most(), demand + " " + values);
  }

  @Test
  void whatFitsIsAccepted() {
    assertDoesNotThrow(() -> demand("vgg-rk4", 16, 1000).requireFits(MACHINE, ENGINE));
    assertDoesNotThrow(() -> demand("bottleneck-rk4", 8192, 1).requireFits(MACHINE, ENGINE));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (int[] size : new int[][] {{Integer.MAX_VALUE, 1}, {100_000, 1}, {8192, 1}, {2048, 20}}) {
      assertRefused(size[0], size[1], "this machine has 24.0 GiB");
    }
    assertRefused(2, Integer.MAX_VALUE, "Java's heap has 6.0 GiB");
    assertRefused(2, 10_000_000, "40,000,000 sub-nets");
  }

  private static void assertRefused(int width, int blocks, String part) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> demand("vgg-rk4", width, blocks).requireFits(MACHINE, ENGINE))
            .getMessage();
    assertTrue(message.contains(part) && message.contains("--width " + width), message);
  }
}
