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
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;
import dev.highorder.Stride;
import dev.highorder.engine.Engines;
import dev.highorder.scheme.SchemeDefinition;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ShapeChange;
import dev.highorder.stack.StageObserver;
import dev.highorder.subnet.PreActivationSubNet;
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

  /** A sub-net with a stride, whose first activation a shortcut can read. */
  @HighOrder(scheme = Scheme.EULER, blocks = 1)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 1)
  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  @HighOrder(scheme = Scheme.POLYNET2, blocks = 1)
  static Block strided(int channels, @Stride int stride) {
    return new PreActivationSubNet(channels, stride);
  }

  /**
   * The live tensors of a first block that changes the shape, including the sub-net's input. For
   * Euler x, which is that input, and S(x); for midpoint also the second stage's input; for RK4 x,
   * S(x), the sum that becomes the output, and a stage's input; for PolyNet x, that sum and k1.
   */
  static Stream<Arguments> costsOfShapeChanges() {
    return Stream.of(
        Arguments.of(Scheme.EULER, changing(StridedEuler::withShapeChange), 2),
        Arguments.of(Scheme.MIDPOINT, changing(StridedMidpoint::withShapeChange), 3),
        Arguments.of(Scheme.RK4, changing(StridedRk4::withShapeChange), 4),
        Arguments.of(Scheme.POLYNET2, changing(StridedPolynet2::withShapeChange), 3));
  }

  /** The constructor of stacks of one block of four channels. */
  private static Function<ShapeChange, HighOrderStack> changing(Changing constructor) {
    return change -> constructor.create(change, 1, 4);
  }

  @FunctionalInterface
  private interface Changing {
    HighOrderStack create(ShapeChange change, int blocks, int channels);
  }

  @ParameterizedTest
  @MethodSource("costsOfShapeChanges")
  void aBlockThatChangesTheShapeAlsoKeepsItsInput(
      Scheme scheme, Function<ShapeChange, HighOrderStack> constructor, int alive) {
    for (boolean training : new boolean[] {false, true}) {
      HighOrderStack stack = constructor.apply(new ShapeChange(2, projection()));
      assertEquals(alive, peakOfShapeChange(stack, training), "training " + training);
    }
    // The stated number leaves out a tensor that a sub-net turns into its output; x stays.
    int turned = scheme == Scheme.EULER ? 0 : 1;
    assertEquals(
        alive - turned, SchemeDefinition.of(scheme).wiring().liveTensorsOfShapeChange(), "stated");
  }

  /** The first stage turns the first activation into k1, where x and its shortcut are alive. */
  @ParameterizedTest
  @MethodSource("costsOfShapeChanges")
  void soDoesOneWhoseShortcutReadsTheFirstActivation(
      Scheme scheme, Function<ShapeChange, HighOrderStack> constructor, int alive) {
    for (boolean training : new boolean[] {false, true}) {
      HighOrderStack stack = constructor.apply(ShapeChange.onFirstActivation(2, projection()));
      assertEquals(Math.max(alive, 3), peakOfShapeChange(stack, training), "training " + training);
    }
    int turned = 1;
    assertEquals(
        Math.max(alive, 3) - turned,
        SchemeDefinition.of(scheme).wiring().liveTensorsOfShapeChange(),
        "stated");
  }

  private static Block projection() {
    return Conv2d.builder()
        .setFilters(4)
        .setKernelShape(new Shape(1, 1))
        .optStride(new Shape(2, 2))
        .build();
  }

  private static int peakOfShapeChange(HighOrderStack stack, boolean training) {
    try (NDManager manager = Engines.start().newBaseManager()) {
      stack.initialize(manager, DataType.FLOAT32, new Shape(1, 2, 4, 4));
      int parameters = manager.getManagedArrays().size();
      NDArray x = manager.ones(new Shape(1, 2, 4, 4));
      int[] peak = {0};
      stack.observe(
          new StageObserver() {
            @Override
            public void beforeStage(int block, int stage) {
              peak[0] = Math.max(peak[0], manager.getManagedArrays().size() - parameters);
            }

            @Override
            public void onStage(int block, int stage, NDArray k) {
              // A sub-net keeps what was alive before it ran.
            }
          });
      run(stack, manager, x, training);
      return peak[0];
    }
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
      run(stack, manager, x, training);
      return peak[0];
    }
  }

  private static void run(Block stack, NDManager manager, NDArray x, boolean training) {
    if (training) {
      x.setRequiresGradient(true);
      try (GradientCollector collector = Engines.start().newGradientCollector()) {
        collector.backward(forward(stack, manager, x, true).sum());
      }
    } else {
      forward(stack, manager, x, false);
    }
  }

  private static NDArray forward(Block stack, NDManager manager, NDArray x, boolean training) {
    return stack.forward(new ParameterStore(manager, false), new NDList(x), training).head();
  }
}
