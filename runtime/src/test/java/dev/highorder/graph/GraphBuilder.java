package dev.highorder.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.Input;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.Relu;
import dev.highorder.graph.Operator.WeightedSum;
import dev.highorder.graph.Operator.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Builds graphs with random parameters for the tests of passes, and compares graphs by what the
 * {@link Interpreter} computes of them.
 */
final class GraphBuilder {

  /** Channels, height and width of all feature maps. */
  static final List<Long> SHAPE = List.of(2L, 4L, 4L);

  private static final List<Integer> ONES = List.of(1, 1);
  private static final double TOLERANCE = 1e-6;

  private final Random random = new Random(1);
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  /** The input of the network. */
  final Node x = new Node(new Input());

  /** Returns a new parameter with normal values. */
  Node parameter(long... shape) {
    return parameter(false, shape);
  }

  private Node parameter(boolean positive, long... shape) {
    List<Long> dimensions = new ArrayList<>();
    long size = 1;
    for (long dimension : shape) {
      dimensions.add(dimension);
      size *= dimension;
    }
    float[] values = new float[(int) size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (positive ? 0.5 + random.nextDouble() : random.nextGaussian() / 2);
    }
    String name = "p" + parameters.size();
    parameters.put(name, new Tensor(dimensions, values));
    return new Node(new Parameter(name));
  }

  /** Returns the value of a parameter by its name. */
  Tensor value(String name) {
    return parameters.get(name);
  }

  /** Returns the 3x3 convolution of all operators {@code convolution} builds. */
  static Convolution operator(boolean hasBias) {
    return new Convolution(new Window(List.of(3, 3), ONES, ONES, ONES), 2, 1, hasBias, SHAPE);
  }

  /** Returns a 3x3 convolution without bias. */
  Node convolution(Node input) {
    return new Node(operator(false), input, parameter(2, 2, 3, 3));
  }

  /** Returns a 3x3 convolution with bias. */
  Node convolutionWithBias(Node input) {
    return new Node(operator(true), input, parameter(2, 2, 3, 3), parameter(2));
  }

  /** Returns a batch normalisation. */
  Node norm(Node input) {
    return new Node(
        new BatchNorm(1e-3, 0.9),
        input,
        parameter(2),
        parameter(2),
        parameter(2),
        parameter(true, 2));
  }

  static Node relu(Node input) {
    return new Node(new Relu(), input);
  }

  /** Returns convolution, batch normalisation and ReLU: a sub-net of one layer. */
  Node stage(Node input) {
    return relu(norm(convolution(input)));
  }

  /** Returns {@code a first + b second}. */
  static Node sum(double a, Node first, double b, Node second) {
    return new Node(new WeightedSum(List.of(a, b)), first, second);
  }

  /** Returns {@code a node}. */
  static Node scaled(double a, Node node) {
    return new Node(new WeightedSum(List.of(a)), node);
  }

  /** Returns a block of the classical Runge-Kutta method as generated code computes it. */
  Graph rk4() {
    Node start = stage(x);
    Node k1 = stage(start);
    Node out = sum(1, start, 1, scaled(1.0 / 6, k1));
    Node k2 = stage(sum(1, start, 1, scaled(0.5, k1)));
    out = sum(1, out, 1, scaled(1.0 / 3, k2));
    Node k3 = stage(sum(1, start, 1, scaled(0.5, k2)));
    out = sum(1, out, 1, scaled(1.0 / 3, k3));
    Node k4 = stage(sum(1, start, 1, k3));
    out = sum(1, out, 1, scaled(1.0 / 6, k4));
    return new Graph(stage(out));
  }

  /** Applies a pass and requires that the graph computes the same, up to rounding. */
  Graph requireSame(Graph before, UnaryOperator<Graph> pass) {
    Graph after = pass.apply(before);
    requireSame(before, after);
    return after;
  }

  /**
   * Requires the same outputs for other values of the parameters, and with them the same gradients.
   */
  void requireSameForOtherParameters(Graph before, Graph after) {
    for (Map.Entry<String, Tensor> parameter : parameters.entrySet()) {
      float[] values = parameter.getValue().values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) (0.5 + random.nextDouble()); // variances stay positive
      }
      parameter.setValue(new Tensor(parameter.getValue().shape(), values));
    }
    requireSame(before, after);
  }

  private void requireSame(Graph before, Graph after) {
    Interpreter interpreter = new Interpreter(parameters);
    double[] expected = interpreter.run(before);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 1e-3, "the graph computes something");
    assertArrayEquals(expected, interpreter.run(after), TOLERANCE * largest);
  }

  /** Returns the output of a graph. */
  double[] run(Graph graph) {
    return new Interpreter(parameters).run(graph);
  }

  /** Counts the nodes whose operator fulfils a condition. */
  static long count(Graph graph, Predicate<Operator> condition) {
    return graph.nodes().stream().map(Node::operator).filter(condition).count();
  }

  /** Counts the scalings of a graph by a definition of its own. */
  static long scalings(Graph graph) {
    return count(graph, GraphBuilder::isScaling);
  }

  static boolean isScaling(Operator operator) {
    return operator instanceof WeightedSum sum && sum.coefficients().size() == 1;
  }

  /** Returns whether an operator adds several tensors. */
  static boolean isSum(Operator operator) {
    return operator instanceof WeightedSum sum && sum.coefficients().size() > 1;
  }

  /** Returns whether an operator is a depthwise 1x1 convolution that is not fused. */
  static boolean isDepthwise(Operator operator) {
    return operator instanceof Convolution convolution
        && convolution.window().kernel().equals(ONES)
        && convolution.groups() == convolution.filters();
  }

  /** Returns whether an operator is a fused depthwise 1x1 convolution without ReLU. */
  static boolean isFusedDepthwise(Operator operator) {
    return operator instanceof FusedConvolution fused
        && isDepthwise(fused.convolution())
        && !fused.hasRelu();
  }

  /** Returns the coefficients of all sums of several tensors, in order. */
  static List<Double> coefficients(Graph graph) {
    return graph.nodes().stream()
        .map(Node::operator)
        .filter(GraphBuilder::isSum)
        .flatMap(operator -> ((WeightedSum) operator).coefficients().stream())
        .toList();
  }
}
