package dev.highorder.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.engine.Engines;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with {@code torch.optim.SGD}, whose weights {@code make_fixtures.py} has written. */
class TorchMomentumOptimizerTest {

  private static final float[] START = {1.5f, -0.75f, 0.25f};
  private static final float[] CURVATURE = {0.3f, 1, 2.5f};
  private static final int STEPS = 40;

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** A line of the fixture. */
  private record Run(
      String name,
      boolean nesterov,
      float momentum,
      float decay,
      List<Double> rates,
      List<Double> weights) {

    static Run of(String line) {
      String[] columns = line.split(" ", -1);
      List<Double> numbers = Arrays.stream(columns).skip(4).map(Double::valueOf).toList();
      return new Run(
          columns[0],
          Boolean.parseBoolean(columns[1]),
          Float.parseFloat(columns[2]),
          Float.parseFloat(columns[3]),
          numbers.subList(0, STEPS),
          numbers.subList(STEPS, numbers.size()));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Run> runs() {
    try (InputStream in =
        TorchMomentumOptimizerTest.class.getResourceAsStream("/optimizer/torch_sgd.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(Run::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyStepIsThatOfTorch(Run run) {
    UpdateRule rule = run.nesterov() ? UpdateRule.TORCH_NESTEROV : UpdateRule.TORCH_SGD;

    assertEquals(0, largestDifference(run, rule), 1e-6);
  }

  /** Without a change of the rate the forms agree; after one they do not. */
  @Test
  void theOtherFormDiffersWhereTheRateChanges() {
    Map<String, Run> runs = runs().collect(Collectors.toMap(Run::name, run -> run));

    assertEquals(0, largestDifference(runs.get("decay"), UpdateRule.SGD), 1e-6);
    assertTrue(largestDifference(runs.get("drop"), UpdateRule.SGD) > 0.1);
    assertTrue(largestDifference(runs.get("warm-up-decay"), UpdateRule.SGD) > 0.01);
    assertTrue(largestDifference(runs.get("nesterov-drop-decay"), UpdateRule.NESTEROV) > 0.1);
  }

  private double largestDifference(Run run, UpdateRule rule) {
    assertEquals(STEPS * START.length, run.weights().size());
    ParameterOptimizer optimizer =
        ParameterOptimizer.of(
            TrainingRecipe.quick(1).optRule(rule).optMomentum(run.momentum()).build(), manager);
    NDArray weight = manager.create(START);
    NDArray curvature = manager.create(CURVATURE);
    optimizer.prepare("w", weight);
    int arrays = manager.getManagedArrays().size();
    double largest = 0;
    for (int step = 0; step < STEPS; step++) {
      try (NDArray gradient = weight.mul(curvature)) {
        optimizer.update(
            "w", weight, gradient, run.rates().get(step).floatValue(), run.decay(), step + 1);
      }
      float[] now = weight.toFloatArray();
      for (int i = 0; i < now.length; i++) {
        largest = Math.max(largest, Math.abs(now[i] - run.weights().get(now.length * step + i)));
      }
    }
    assertEquals(arrays, manager.getManagedArrays().size(), "temporaries are closed");
    return largest;
  }

  /** The velocity is the sum of the gradients, whatever the learning rate. */
  @Test
  void theVelocityDoesNotContainTheRate() {
    ParameterOptimizer optimizer =
        ParameterOptimizer.of(
            TrainingRecipe.quick(1).optRule(UpdateRule.TORCH_SGD).optMomentum(0.5f).build(),
            manager);
    NDArray weight = manager.create(new float[] {0});
    optimizer.update("w", weight, manager.create(new float[] {4}), 0, 0, 1);
    optimizer.update("w", weight, manager.create(new float[] {1}), 0.25f, 0, 2);

    assertEquals(Set.of("w.momentum"), optimizer.state().keySet());
    assertArrayEquals(new float[] {3}, optimizer.state().get("w.momentum").toFloatArray());
    assertArrayEquals(new float[] {-0.75f}, weight.toFloatArray());
  }
}
