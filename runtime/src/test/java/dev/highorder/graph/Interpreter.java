package dev.highorder.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An interpreter of graphs, written from the definitions of the operators and independent of the
 * passes. It takes one image {@code (2, 4, 4)} of normal random numbers and computes in double
 * precision.
 */
final class Interpreter {

  static final int CHANNELS = 2;
  static final int SIDE = 4;
  private static final int SIZE = CHANNELS * SIDE * SIDE;

  private final Map<String, Tensor> parameters;
  private final double[] input = new double[SIZE];

  Interpreter(Map<String, Tensor> parameters) {
    this.parameters = parameters;
    Random random = new Random(5);
    for (int i = 0; i < SIZE; i++) {
      input[i] = random.nextGaussian();
    }
  }

  /** Returns the output of a graph. */
  double[] run(Graph graph) {
    Map<Node, double[]> values = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<double[]> inputs = new ArrayList<>();
      node.inputs().forEach(in -> inputs.add(values.get(in)));
      values.put(node, value(node.operator(), inputs));
    }
    return values.get(graph.output());
  }

  private double[] value(Operator operator, List<double[]> in) {
    if (operator instanceof Operator.Input) {
      return input;
    }
    if (operator instanceof Operator.Parameter parameter) {
      return doubles(parameters.get(parameter.name()));
    }
    if (operator instanceof Operator.Constant constant) {
      return doubles(constant.value());
    }
    if (operator instanceof Operator.Copy) {
      return in.get(0);
    }
    if (operator instanceof Operator.Relu) {
      return relu(in.get(0));
    }
    if (operator instanceof Operator.WeightedSum sum) {
      double[] total = new double[in.get(0).length];
      for (int t = 0; t < in.size(); t++) {
        for (int i = 0; i < total.length; i++) {
          total[i] += sum.coefficients().get(t) * in.get(t)[i];
        }
      }
      return total;
    }
    if (operator instanceof Operator.BatchNorm norm) {
      double[] y = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        int c = i / (SIDE * SIDE);
        double deviation = Math.sqrt(in.get(4)[c] + norm.epsilon());
        y[i] = (in.get(0)[i] - in.get(3)[c]) / deviation * in.get(1)[c] + in.get(2)[c];
      }
      return y;
    }
    if (operator instanceof Operator.Convolution convolution) {
      return convolved(convolution, in);
    }
    Operator.FusedConvolution fused = (Operator.FusedConvolution) operator;
    double[] y = convolved(fused.convolution(), in);
    y = fused.hasRelu() ? relu(y) : y;
    if (fused.hasSum()) {
      double[] other = in.get(in.size() - 1);
      for (int i = 0; i < y.length; i++) {
        y[i] += other[i];
      }
    }
    return fused.hasLastRelu() ? relu(y) : y;
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    return values;
  }

  private static double[] relu(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(0, x[i]);
    }
    return y;
  }

  /** A convolution with an odd kernel and zero padding that keeps height and width. */
  private static double[] convolved(Operator.Convolution convolution, List<double[]> in) {
    double[] y = new double[SIZE];
    int kernel = convolution.window().kernel().get(0);
    int perGroup = CHANNELS / convolution.groups();
    for (int f = 0; f < CHANNELS; f++) {
      int first = f / (CHANNELS / convolution.groups()) * perGroup;
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          double sum = convolution.hasBias() ? in.get(2)[f] : 0;
          for (int c = 0; c < perGroup; c++) {
            for (int k = 0; k < kernel * kernel; k++) {
              int r = row + k / kernel - kernel / 2;
              int s = column + k % kernel - kernel / 2;
              if (r >= 0 && r < SIDE && s >= 0 && s < SIDE) {
                sum +=
                    in.get(0)[((first + c) * SIDE + r) * SIDE + s]
                        * in.get(1)[(f * perGroup + c) * kernel * kernel + k];
              }
            }
          }
          y[(f * SIDE + row) * SIDE + column] = sum;
        }
      }
    }
    return y;
  }
}
