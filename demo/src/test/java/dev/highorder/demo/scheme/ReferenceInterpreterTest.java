package dev.highorder.demo.scheme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.highorder.Scheme;
import dev.highorder.block.HighOrderStack;
import dev.highorder.engine.Engines;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated blocks, on both engines, against an interpreter that knows nothing but the tableau's
 * definition and works in double precision: outputs, and gradients by finite differences.
 */
class ReferenceInterpreterTest {

  private static final int SIZE = 3;
  private static final float[] INPUT = {0.3f, -0.7f, 1.1f};

  static Stream<Arguments> schemesAndEngines() {
    return Arrays.stream(Scheme.values())
        .flatMap(
            scheme ->
                Stream.of(Engines.MXNET, Engines.PYTORCH)
                    .map(engine -> Arguments.of(scheme, engine)));
  }

  @ParameterizedTest
  @MethodSource("schemesAndEngines")
  void outputsAndGradientsAgree(Scheme scheme, String engineName) {
    Engine engine = Engines.start(engineName, 1);
    HighOrderStack stack =
        GeneratedStacks.of("TanhLayer", scheme).create(Math.max(1, 4 / scheme.stages()), SIZE);
    try (Model model = Model.newInstance("reference", engine.getEngineName())) {
      model.setBlock(stack);
      try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()))) {
        trainer.initialize(new Shape(1, SIZE));
        List<Parameter> parameters = stack.getParameters().values();
        double[][] weights = setDeterministically(parameters);
        NDArray x = trainer.getManager().create(INPUT, new Shape(1, SIZE));
        NDArray y;
        try (GradientCollector collector = trainer.newGradientCollector()) {
          y = trainer.forward(new NDList(x)).head();
          collector.backward(y.sum());
        }

        // Verner's coefficients are as large as 2,300, and floats have seven digits.
        double scale = Math.max(1, growth(scheme));
        assertCloseTo(interpret(scheme, stack.blocks(), weights), y.toFloatArray(), 1e-6 * scale);
        for (int p = 0; p < weights.length; p++) {
          float[] gradient = parameters.get(p).getArray().getGradient().toFloatArray();
          for (int i = 0; i < gradient.length; i++) {
            assertEquals(
                finiteDifference(scheme, stack.blocks(), weights, p, i),
                gradient[i],
                1e-5 * Math.max(10, scale));
          }
        }
      }
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  /** The largest sum of absolute coefficients of a stage. */
  private static double growth(Scheme scheme) {
    return scheme.a().stream()
        .mapToDouble(row -> Arrays.stream(Coefficients.of(row)).map(Math::abs).sum())
        .max()
        .orElse(1);
  }

  /** Every value of every parameter differs from all others. */
  private static double[][] setDeterministically(List<Parameter> parameters) {
    double[][] weights = new double[parameters.size()][];
    int count = 0;
    for (int p = 0; p < weights.length; p++) {
      float[] values = new float[(int) parameters.get(p).getShape().size()];
      weights[p] = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sin(1.3 * ++count);
        weights[p][i] = values[i];
      }
      parameters.get(p).getArray().set(values);
    }
    return weights;
  }

  private static double finiteDifference(
      Scheme scheme, int blocks, double[][] weights, int p, int i) {
    double h = 1e-5;
    double at = weights[p][i];
    weights[p][i] = at + h;
    double above = Arrays.stream(interpret(scheme, blocks, weights)).sum();
    weights[p][i] = at - h;
    double below = Arrays.stream(interpret(scheme, blocks, weights)).sum();
    weights[p][i] = at;
    return (above - below) / (2 * h);
  }

  /** k_i = F_i(x + sum_j a_ij k_j) and y = x + sum_i b_i k_i, literally. */
  private static double[] interpret(Scheme scheme, int blocks, double[][] weights) {
    double[] x = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = INPUT[i];
    }
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      double[][] k = new double[scheme.stages()][];
      double[] y = x.clone();
      double[] b = Coefficients.of(scheme.b());
      for (int i = 0; i < k.length; i++) {
        double[] input = x.clone();
        double[] a = i == 0 ? new double[0] : Coefficients.of(scheme.a().get(i - 1));
        for (int j = 0; j < a.length; j++) {
          addScaled(input, a[j], k[j]);
        }
        k[i] = tanhLayer(weights[next++], weights[next++], input);
        addScaled(y, b[i], k[i]);
      }
      x = y;
    }
    return x;
  }

  private static void addScaled(double[] sum, double factor, double[] k) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * k[i];
    }
  }

  private static double[] tanhLayer(double[] matrix, double[] bias, double[] input) {
    double[] output = new double[SIZE];
    for (int row = 0; row < SIZE; row++) {
      double sum = bias[row];
      for (int column = 0; column < SIZE; column++) {
        sum += matrix[row * SIZE + column] * input[column];
      }
      output[row] = Math.tanh(sum);
    }
    return output;
  }

  private static void assertCloseTo(double[] expected, float[] actual, double tolerance) {
    double[] doubles = new double[actual.length];
    for (int i = 0; i < actual.length; i++) {
      doubles[i] = actual[i];
    }
    assertArrayEquals(expected, doubles, tolerance);
  }
}
