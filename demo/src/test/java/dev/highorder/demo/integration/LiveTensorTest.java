package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The live tensors during a sub-net evaluation are as many as the generated Javadoc says. */
class LiveTensorTest {

  /** A sub-net that passes its input to the test, which counts. */
  @HighOrder(scheme = Scheme.EULER, blocks = 8)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 4)
  @HighOrder(scheme = Scheme.RK4, blocks = 2)
  static Block watched(Consumer<NDArray> watcher) {
    return LambdaBlock.singleton(
        input -> {
          watcher.accept(input);
          return Activation.tanh(input);
        },
        "watched");
  }

  /**
   * The live tensors including the sub-net's input: for Euler x, which is that input; for midpoint
   * x and the stage's input; for RK4 also the sum that becomes the output.
   */
  static Stream<Arguments> costs() {
    return Stream.of(
        Arguments.of(watching(WatchedEuler::new), 1),
        Arguments.of(watching(WatchedMidpoint::new), 2),
        Arguments.of(watching(WatchedRk4::new), 3));
  }

  private static Function<Consumer<NDArray>, HighOrderStack> watching(
      Function<Consumer<NDArray>, HighOrderStack> constructor) {
    return constructor;
  }

  @ParameterizedTest
  @MethodSource("costs")
  void liveTensorsAreThoseOfTheCost(
      Function<Consumer<NDArray>, HighOrderStack> constructor, int alive) {
    assertEquals(alive, peak(constructor, false), "inference");
    assertEquals(alive, peak(constructor, true), "training");
  }

  private static int peak(
      Function<Consumer<NDArray>, HighOrderStack> constructor, boolean training) {
    try (NDManager manager = Engines.start().newBaseManager()) {
      int[] peak = {0};
      HighOrderStack stack =
          constructor.apply(
              input -> {
                // The caller's x lives throughout, and does not count.
                int alive = manager.getManagedArrays().size() - 1;
                peak[0] = Math.max(peak[0], alive);
              });
      stack.initialize(manager, DataType.FLOAT32, new Shape(4));
      NDArray x = manager.ones(new Shape(4));
      if (training) {
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engines.start().newGradientCollector()) {
          collector.backward(forward(stack, manager, x, true).sum());
        }
      } else {
        forward(stack, manager, x, false);
      }
      return peak[0];
    }
  }

  private static NDArray forward(Block stack, NDManager manager, NDArray x, boolean training) {
    return stack.forward(new ParameterStore(manager, false), new NDList(x), training).head();
  }
}
