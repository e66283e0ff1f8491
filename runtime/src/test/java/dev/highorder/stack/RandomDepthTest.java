package dev.highorder.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.AfterSum;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.engine.Engines;
import dev.highorder.storage.SafetensorsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stochastic depth against its formulas, with sub-nets of which every sum can be computed. */
class RandomDepthTest {

  private static final int PASSES = 400;

  /** The sub-net is F(x) = SLOPE x. */
  private static final double SLOPE = 0.75;

  private final Engine engine = Engines.start();
  private final NDManager manager = engine.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** One block, without an activation. */
  private enum Kind {
    EULER(1 + SLOPE),
    MIDPOINT(1 + SLOPE + SLOPE * SLOPE / 2),
    POLYNET(1 + SLOPE + SLOPE * SLOPE),
    MULTISTEP(1 + SLOPE),
    LEAPFROG(1 + SLOPE);

    /** The number by which a block that survives multiplies x. */
    final double factor;

    Kind(double factor) {
      this.factor = factor;
    }

    HighOrderStack stack(AfterSum afterSum, int blocks) {
      SubNetFactory subNet = () -> lambda(x -> x.mul(SLOPE));
      return switch (this) {
        case EULER ->
            new RungeKuttaStack(description(1, "| 1", afterSum), blocks, subNet) {
              @Override
              protected NDArray block(Stages f, NDArray x) {
                try (NDArray k = f.evaluate(1, x)) {
                  NDArray y = sum(x, k);
                  f.release(x);
                  return description().afterSum() == AfterSum.RELU ? relu(y) : y;
                }
              }
            };
        case MIDPOINT ->
            new RungeKuttaStack(description(2, "1/2 | 0 1", afterSum), blocks, subNet) {
              @Override
              protected NDArray block(Stages f, NDArray x) {
                try (NDArray k1 = f.evaluate(1, x);
                    NDArray x2 = sum(x, 1.0 / 2, k1);
                    NDArray k2 = f.evaluate(2, x2)) {
                  NDArray y = sum(x, k2);
                  f.release(x);
                  return description().afterSum() == AfterSum.RELU ? relu(y) : y;
                }
              }
            };
        case POLYNET -> new PolynomialStack(description(2, "poly", afterSum), blocks, subNet) {};
        case MULTISTEP -> new MultistepStack(description(1, "lm", afterSum), blocks, subNet) {};
        case LEAPFROG -> new LeapfrogStack(description(1, "leapfrog", afterSum), blocks, subNet) {};
      };
    }

    private StackDescription description(int stages, String wiring, AfterSum afterSum) {
      return new StackDescription("test.Linear", name(), stages, wiring).with(afterSum);
    }
  }

  private static LambdaBlock lambda(UnaryOperator<NDArray> function) {
    return new LambdaBlock(list -> new NDList(function.apply(list.head())));
  }

  private NDArray forward(HighOrderStack stack, NDArray x, boolean training) {
    return stack.forward(new ParameterStore(manager, false), new NDList(x), training).head();
  }

  /** Returns the first number of the output of each of many training passes of 1. */
  private List<Float> trainingPasses(HighOrderStack stack, float input) {
    List<Float> outputs = new ArrayList<>();
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.full(new Shape(2, 3), input, DataType.FLOAT32);
      for (int i = 0; i < PASSES; i++) {
        engine.setRandomSeed(1000 + i); // as before each training step
        try (GradientCollector collector = engine.newGradientCollector();
            NDArray y = forward(stack, x, true)) {
          collector.zeroGradients();
          float[] values = y.toFloatArray();
          for (float value : values) {
            assertEquals(values[0], value, "all examples share the choice");
          }
          outputs.add(values[0]);
        }
      }
    }
    return outputs;
  }

  @ParameterizedTest
  @CsvSource({
    "EULER, 0.5",
    "EULER, 0.9",
    "MIDPOINT, 0.5",
    "POLYNET, 0.3",
    "MULTISTEP, 0.5",
    "LEAPFROG, 0.7"
  })
  void aBlockIsOneOfTheSchemeOrNothingAndEvaluationIsItsMean(Kind kind, double p) {
    HighOrderStack stack = kind.stack(AfterSum.NOTHING, 1);
    stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
    stack.survive(List.of(p));

    int survived = 0;
    for (float y : trainingPasses(stack, 1)) {
      boolean isWhole = Math.abs(y - kind.factor) < 1e-5;
      assertTrue(isWhole || y == 1, kind + " gives " + y);
      survived += isWhole ? 1 : 0;
    }

    assertEquals(p, survived / (double) PASSES, 4 * Math.sqrt(p * (1 - p) / PASSES));
    float evaluated = forward(stack, manager.ones(new Shape(2, 3)), false).getFloat(0, 0);
    assertEquals(1 + p * (kind.factor - 1), evaluated, 1e-5);
  }

  /** Of a negative x nothing is left after the activation, in a block that survives or not. */
  @ParameterizedTest
  @ValueSource(floats = {1, -1})
  void theActivationFollowsTheSumInEitherCase(float x) {
    for (Kind kind : new Kind[] {Kind.EULER, Kind.MIDPOINT, Kind.POLYNET}) {
      HighOrderStack stack = kind.stack(AfterSum.RELU, 1);
      stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
      stack.survive(List.of(0.5));
      for (float y : trainingPasses(stack, x)) {
        boolean isIdle = y == Math.max(0, x);
        assertTrue(isIdle || Math.abs(y - Math.max(0, x * kind.factor)) < 1e-5, kind + " " + y);
      }
      NDArray y = forward(stack, manager.full(new Shape(2, 3), x, DataType.FLOAT32), false);
      assertEquals(x < 0 ? 0 : 1 + (kind.factor - 1) / 2, y.getFloat(0, 0), 1e-5);
    }
  }

  /** Two blocks: every pair of choices comes up, so each block draws for itself. */
  @Test
  void blocksAreIndependent() {
    HighOrderStack stack = Kind.EULER.stack(AfterSum.NOTHING, 2);
    stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
    stack.survive(List.of(0.75, 0.5));
    int[] counts = new int[3];
    for (float y : trainingPasses(stack, 1)) {
      counts[(int) Math.round(Math.log(y) / Math.log(1 + SLOPE))]++;
    }
    double[] expected = {0.25 * 0.5, 0.75 * 0.5 + 0.25 * 0.5, 0.75 * 0.5};
    for (int i = 0; i < 3; i++) {
      double p = expected[i];
      assertEquals(p, counts[i] / (double) PASSES, 4 * Math.sqrt(p * (1 - p) / PASSES));
    }
  }

  /**
   * A resumed run sets the seed of its next step, and draws what the whole run would have drawn.
   */
  @Test
  void theSeedOfAStepDeterminesTheChoices() {
    HighOrderStack stack = Kind.MIDPOINT.stack(AfterSum.NOTHING, 5);
    stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
    stack.survive(List.of(0.9, 0.8, 0.7, 0.6, 0.5));
    List<Float> first = trainingPasses(stack, 1);

    assertEquals(first, trainingPasses(stack, 1));
    assertTrue(first.stream().distinct().count() >= 4, "several numbers of survivors");
  }

  /** The gradient of the output with respect to x is the factor of the pass itself. */
  @Test
  void gradientsFlowThroughWhatSurvives() {
    HighOrderStack stack = Kind.MIDPOINT.stack(AfterSum.NOTHING, 3);
    stack.initialize(manager, DataType.FLOAT32, new Shape(1));
    stack.survive(List.of(0.5, 0.5, 0.5));
    for (int seed = 1; seed <= 20; seed++) {
      NDArray x = manager.ones(new Shape(1));
      x.setRequiresGradient(true);
      engine.setRandomSeed(seed);
      float y;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray output = forward(stack, x, true);
        y = output.getFloat();
        collector.backward(output);
      }
      assertArrayEquals(new float[] {y}, x.getGradient().toFloatArray(), 1e-5f);
    }
  }

  @Test
  void temporariesAreClosed() {
    for (Kind kind : Kind.values()) {
      HighOrderStack stack = kind.stack(AfterSum.NOTHING, 3);
      stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
      stack.survive(List.of(0.9, 0.7, 0.5));
      for (boolean training : new boolean[] {false, true}) {
        try (NDManager scope = manager.newSubManager()) {
          NDArray x = scope.ones(new Shape(2, 3));
          int before = scope.getManagedArrays().size();
          if (training) { // MXNet has dropout only while it records
            try (GradientCollector collector = engine.newGradientCollector()) {
              forward(stack, x, true);
              collector.zeroGradients();
            }
          } else {
            forward(stack, x, false);
          }
          assertEquals(before + 1, scope.getManagedArrays().size(), kind + " leaves its output");
        }
      }
    }
  }

  /** When it is compiled, the graph is compared with the stack in evaluation, by an exception. */
  @Test
  void aCompiledGraphDrawsItsOwnChoices() {
    TanhStack stack = TanhStack.withBlocks(2, 4);
    Shape input = new Shape(3, 4, 5, 5);
    stack.initialize(manager, DataType.FLOAT32, input);
    stack.survive(List.of(0.5, 0.5));
    GraphCompiler compiler = Engines.backend(engine).compiler(manager.getDevice()).orElseThrow();
    Map<String, NDArray> parameters = SafetensorsFile.parametersOf(stack);

    TrainableNetwork network = compiler.compileForTraining(stack, parameters, manager, input);

    List<String> outputs = new ArrayList<>();
    NDArray x = manager.ones(input);
    for (int seed = 1; seed <= 40; seed++) {
      engine.setRandomSeed(seed);
      try (GradientCollector collector = engine.newGradientCollector()) {
        collector.zeroGradients();
        outputs.add(String.format(Locale.ROOT, "%.4f", network.pass(x).output().sum().getFloat()));
      }
    }
    assertEquals(4, outputs.stream().distinct().count(), "none, one, the other or both blocks");
    assertTrue(
        compiler.compileForRecomputation(stack, parameters, manager, input).isEmpty(),
        "a second evaluation would draw again");
  }

  @Test
  void aRandomStackIsNotRecomputed() {
    TanhStack stack = TanhStack.withBlocks(2, 4);
    assertTrue(stack.supportsRecomputation());
    stack.survive(List.of(1.0, 0.5));
    assertFalse(stack.supportsRecomputation());
  }

  @Test
  void refusesOtherNumbers() {
    TanhStack stack = TanhStack.withBlocks(2, 4);
    for (List<Double> wrong :
        List.of(List.of(0.5), List.of(0.5, 0.0), List.of(1.1, 1.0), List.of(0.5, Double.NaN))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> stack.survive(wrong)).getMessage();
      assertTrue(message.contains("2 blocks cannot survive with the probabilities"), message);
    }
  }
}
