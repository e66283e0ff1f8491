package dev.highorder.demo.integration;

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
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a stack of tanh layers, run by an engine, with an interpreter of its definition in
 * double precision: outputs, and gradients by finite differences.
 */
final class ReferenceComparison {

  private final HighOrderStack stack;
  private final double[] input;
  private final Interpreter interpreter;

  /** What a stack computes from its input and the values of its parameters, in their order. */
  @FunctionalInterface
  interface Interpreter {
    double[] outputs(double[] input, double[][] parameters);
  }

  ReferenceComparison(HighOrderStack stack, double[] input, Interpreter interpreter) {
    this.stack = stack;
    this.input = input;
    this.interpreter = interpreter;
  }

  /**
   * Runs both.
   *
   * @param scale how much the coefficients magnify the rounding of floats, 1 if not at all
   */
  void assertAgrees(String engineName, double scale) {
    Engine engine = Engines.start(engineName, 1);
    try (Model model = Model.newInstance("reference", engine.getEngineName())) {
      model.setBlock(stack);
      try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()))) {
        Shape shape = new Shape(1, input.length);
        trainer.initialize(shape);
        List<Parameter> parameters = stack.getParameters().values();
        double[][] values = setDeterministically(parameters);
        NDArray x = trainer.getManager().create(floats(input), shape);
        NDArray y;
        try (GradientCollector collector = trainer.newGradientCollector()) {
          y = trainer.forward(new NDList(x)).head();
          collector.backward(y.sum());
        }
        assertClose(interpreter.outputs(input, values), y.toFloatArray(), 1e-6 * scale);
        for (int p = 0; p < values.length; p++) {
          float[] gradient = parameters.get(p).getArray().getGradient().toFloatArray();
          assertClose(finiteDifferences(values, p), gradient, 1e-5 * Math.max(10, scale));
        }
      }
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Every value of every parameter differs from all others. */
  private static double[][] setDeterministically(List<Parameter> parameters) {
    double[][] doubles = new double[parameters.size()][];
    int count = 0;
    for (int p = 0; p < doubles.length; p++) {
      float[] values = new float[(int) parameters.get(p).getShape().size()];
      doubles[p] = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sin(1.3 * ++count);
        doubles[p][i] = values[i];
      }
      parameters.get(p).getArray().set(values);
    }
    return doubles;
  }

  private double[] finiteDifferences(double[][] values, int p) {
    double h = 1e-5;
    double[] differences = new double[values[p].length];
    for (int i = 0; i < differences.length; i++) {
      double at = values[p][i];
      values[p][i] = at + h;
      double above = Arrays.stream(interpreter.outputs(input, values)).sum();
      values[p][i] = at - h;
      double below = Arrays.stream(interpreter.outputs(input, values)).sum();
      values[p][i] = at;
      differences[i] = (above - below) / (2 * h);
    }
    return differences;
  }

  private static void assertClose(double[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance);
    }
  }

  /** F(x) = tanh(matrix x + bias), as DJL's linear layer and activation compute it. */
  static double[] tanhLayer(double[] matrix, double[] bias, double[] input) {
    double[] output = new double[bias.length];
    for (int row = 0; row < output.length; row++) {
      double sum = bias[row];
      for (int column = 0; column < input.length; column++) {
        sum += matrix[row * input.length + column] * input[column];
      }
      output[row] = Math.tanh(sum);
    }
    return output;
  }

  /** Returns {@code x + factor * k}. */
  static double[] sum(double[] x, double factor, double[] k) {
    double[] sum = x.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * k[i];
    }
    return sum;
  }
}
