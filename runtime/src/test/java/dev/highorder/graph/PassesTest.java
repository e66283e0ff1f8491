package dev.highorder.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.Copy;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.GlobalAveragePool;
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
import org.junit.jupiter.api.Test;

/** Each pass does what it is for, and the graph computes what it computed before. */
class PassesTest {

  private static final List<Integer> ONES = List.of(1, 1);
  private static final List<Long> IMAGE = List.of(2L, 4L, 4L);

  private final Random random = new Random(1);
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Node x = new Node(new Input());

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

  private Node convolution(Node input) {
    return new Node(
        new Convolution(new Window(List.of(3, 3), ONES, ONES, ONES), 2, 1, false, IMAGE),
        input,
        parameter(false, 2, 2, 3, 3));
  }

  private Node norm(Node input) {
    return new Node(
        new BatchNorm(1e-3, 0.9),
        input,
        parameter(false, 2),
        parameter(false, 2),
        parameter(false, 2),
        parameter(true, 2));
  }

  private static Node relu(Node input) {
    return new Node(new Relu(), input);
  }

  private Node state(Node input) {
    return relu(norm(convolution(input)));
  }

  private static Node sum(double a, Node first, double b, Node second) {
    return new Node(new WeightedSum(List.of(a, b)), first, second);
  }

  private static Node scaled(double a, Node node) {
    return new Node(new WeightedSum(List.of(a)), node);
  }

  /** A step of the classical Runge-Kutta method as generated code computes it. */
  private Graph rk4() {
    Node start = state(x);
    Node k1 = state(start);
    Node out = sum(1, start, 1, scaled(1.0 / 6, k1));
    Node k2 = state(sum(1, start, 1, scaled(0.5, k1)));
    out = sum(1, out, 1, scaled(1.0 / 3, k2));
    Node k3 = state(sum(1, start, 1, scaled(0.5, k2)));
    out = sum(1, out, 1, scaled(1.0 / 3, k3));
    Node k4 = state(sum(1, start, 1, k3));
    out = sum(1, out, 1, scaled(1.0 / 6, k4));
    return new Graph(state(out));
  }

  private Graph requireSame(Graph before, UnaryOperator<Graph> pass) {
    Graph after = pass.apply(before);
    Interpreter interpreter = new Interpreter(parameters);
    double[] expected = interpreter.run(before);
    double[] actual = interpreter.run(after);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 1e-3, "the graph computes something");
    assertArrayEquals(expected, actual, 1e-6 * largest);
    return after;
  }

  private static long count(Graph graph, Predicate<Operator> which) {
    return graph.nodes().stream().map(Node::operator).filter(which).count();
  }

  private static boolean isSum(Operator operator) {
    return operator instanceof WeightedSum sum && sum.coefficients().size() > 1;
  }

  private static boolean isScaling(Operator operator) {
    return operator instanceof WeightedSum sum && sum.coefficients().size() == 1;
  }

  private static boolean isPixel(Operator operator) {
    return operator instanceof Convolution convolution
        && convolution.window().kernel().equals(ONES)
        && convolution.groups() == convolution.filters();
  }

  private Tensor value(String name) {
    return parameters.get(name);
  }

  @Test
  void copiesAreRemoved() {
    Node copied = new Node(new Copy(), new Node(new Copy(), x));
    Graph after =
        requireSame(new Graph(sum(2, copied, 1, new Node(new Copy(), copied))), CopyRemoval::of);
    assertEquals(0, count(after, Copy.class::isInstance));
    assertSame(x, after.output().input(0));
  }

  @Test
  void sumsAreMerged() {
    Graph after = requireSame(rk4(), SumMerging::of);
    assertEquals(4, count(after, PassesTest::isSum), "three stages and the output");
    assertEquals(0, count(after, PassesTest::isScaling));
  }

  @Test
  void sumsThatAreReadTwiceStay() {
    Node shared = sum(1, x, 2, relu(x));
    Graph after =
        requireSame(
            new Graph(sum(1, norm(shared), 3, sum(0.5, shared, 1, relu(shared)))), SumMerging::of);
    assertTrue(
        after.nodes().stream()
            .anyMatch(n -> n.operator().equals(new WeightedSum(List.of(1.0, 2.0)))));
  }

  @Test
  void termsThatCancelVanish() {
    Graph after =
        requireSame(new Graph(sum(1, sum(1, x, 1, relu(x)), -1, scaled(1, x))), SumMerging::of);
    assertTrue(after.output().operator() instanceof Relu, after.output().toString());
    Node k = state(x);
    Graph nothing = SumMerging.of(new Graph(sum(1, k, -1, scaled(1, k))));
    assertArrayEquals(new double[32], new Interpreter(parameters).run(nothing));
  }

  @Test
  void scalesAreFolded() {
    Graph after = requireSame(rk4(), graph -> ScaleFolding.of(SumMerging.of(graph)));
    List<Double> coefficients =
        after.nodes().stream()
            .filter(n -> isSum(n.operator()))
            .flatMap(n -> ((WeightedSum) n.operator()).coefficients().stream())
            .filter(a -> a != 1)
            .toList();
    assertEquals(3, coefficients.size(), "of k1, k2, k3 in the output: " + coefficients);
  }

  /** ReLU passes only positive factors. */
  @Test
  void negativeScalesStayBehindRelu() {
    requireSame(new Graph(sum(1, x, -2, state(x))), ScaleFolding::of);
    Graph norm = requireSame(new Graph(sum(1, x, -2, norm(x))), ScaleFolding::of);
    assertEquals(WeightedSum.plain(2), norm.output().operator());
    Graph convolved = requireSame(new Graph(sum(1, x, -2, convolution(x))), ScaleFolding::of);
    assertEquals(WeightedSum.plain(2), convolved.output().operator());
  }

  @Test
  void scalesStayWhereAnythingElseReadsTheState() {
    Node k = norm(x);
    requireSame(new Graph(sum(1, relu(k), 3, sum(1, x, 0.5, k))), ScaleFolding::of);
    Node inner = norm(x);
    Node outer = relu(inner);
    requireSame(new Graph(sum(1, state(inner), 1, sum(1, x, 0.5, outer))), ScaleFolding::of);
  }

  @Test
  void stageInputsCarryStates() {
    Graph after = requireSame(rk4(), graph -> SumSharing.of(ScaleFolding.of(SumMerging.of(graph))));
    Node output = after.nodes().stream().filter(n -> isSum(n.operator())).toList().get(3);
    assertEquals(4, output.inputs().size(), "s2, s3, k3 and k4, but not the block's input");
  }

  @Test
  void sumsThatWouldHaveToBeScaledMoreOftenStay() {
    Node k = relu(x);
    Node s = sum(1, x, 1, k);
    Graph graph = new Graph(sum(1, sum(1, x, 4.0 / 9, k), 1, norm(s)));
    Graph after = requireSame(graph, SumSharing::of);
    assertTrue(after.output().input(0).inputs().contains(k));
  }

  @Test
  void constantsAreComputedOnce() {
    Node weight = parameter(false, 2, 2, 3, 3);
    Node convolved =
        new Node(
            new Convolution(new Window(List.of(3, 3), ONES, ONES, ONES), 2, 1, false, IMAGE),
            x,
            scaled(0.25, weight));
    Graph after = requireSame(new Graph(convolved), g -> ConstantFolding.of(g, this::value));
    assertTrue(after.output().input(1).operator() instanceof Constant);
  }

  @Test
  void normalisationsAreFolded() {
    Graph after = requireSame(rk4(), g -> BatchNormFolding.of(g, this::value));
    assertEquals(0, count(after, BatchNorm.class::isInstance));
    Node biased =
        new Node(
            new Convolution(new Window(List.of(3, 3), ONES, ONES, ONES), 2, 1, true, IMAGE),
            x,
            parameter(false, 2, 2, 3, 3),
            parameter(false, 2));
    requireSame(new Graph(norm(biased)), g -> BatchNormFolding.of(g, this::value));
    Node read = convolution(x);
    Graph kept =
        requireSame(
            new Graph(sum(1, read, 1, norm(read))), g -> BatchNormFolding.of(g, this::value));
    assertEquals(1, count(kept, BatchNorm.class::isInstance), "the convolution is read as it is");
  }

  @Test
  void convolutionsAreFused() {
    Node k = relu(convolution(x));
    Graph after =
        requireSame(new Graph(sum(1, x, 1, k)), g -> ConvolutionFusion.of(g, fused -> true));
    assertTrue(
        after.output().operator() instanceof FusedConvolution fused
            && fused.hasRelu()
            && fused.hasAddend());
    Node read = relu(convolution(x));
    Graph kept =
        requireSame(
            new Graph(sum(1, norm(read), 1, read)), g -> ConvolutionFusion.of(g, fused -> true));
    assertTrue(isSum(kept.output().operator()), "something else reads the convolution");
    requireSame(
        new Graph(sum(1, relu(convolution(x)), 1, convolution(x))),
        g -> ConvolutionFusion.of(g, fused -> true));
  }

  @Test
  void additionsThatTheEngineIsSlowWithStay() {
    Graph graph = new Graph(sum(1, x, 1, relu(convolution(x))));
    Graph after = requireSame(graph, g -> ConvolutionFusion.of(g, fused -> !fused.hasRelu()));
    assertTrue(isSum(after.output().operator()));
    Graph plain = new Graph(sum(1, x, 1, convolution(x)));
    Graph fused =
        requireSame(plain, g -> ConvolutionFusion.of(g, candidate -> !candidate.hasRelu()));
    assertTrue(fused.output().operator() instanceof FusedConvolution);
  }

  @Test
  void sumsAreSplit() {
    Node sum =
        new Node(
            new WeightedSum(List.of(1.0, 1.0 / 3, 2.0 / 3, 1.0 / 3, -0.7)),
            x,
            relu(x),
            norm(x),
            convolution(x),
            state(x));
    Graph after = requireSame(new Graph(sum), SumSplitting::of);
    assertEquals(2, count(after, PassesTest::isScaling), "one for the thirds");
    after.nodes().stream()
        .map(Node::operator)
        .filter(PassesTest::isSum)
        .forEach(
            op -> assertEquals(WeightedSum.plain(((WeightedSum) op).coefficients().size()), op));
  }

  /**
   * What is left of a step between two layers: four fused stages, and a scaling of what the output
   * holds besides.
   */
  @Test
  void inferenceOfRk4() {
    Graph after = requireSame(rk4(), g -> Optimization.forInference(g, this::value, fused -> true));
    assertEquals(7, count(after, FusedConvolution.class::isInstance));
    assertEquals(
        3,
        count(after, op -> op instanceof FusedConvolution fused && fused.hasAddend()),
        "s2, s3 and the output");
    assertEquals(2, count(after, PassesTest::isSum));
    assertEquals(1, count(after, op -> op instanceof FusedConvolution fused && fused.isScaling()));
  }

  @Test
  void scalingsBecomeConvolutions() {
    Node k = state(x);
    Graph after = requireSame(new Graph(sum(1, k, 1, scaled(-0.3, k))), ScalingConvolution::of);
    assertEquals(0, count(after, PassesTest::isScaling));
    assertEquals(1, count(after, PassesTest::isPixel));
  }

  /** No pass knows what an engine's own operator leaves; but terms of a sum have one shape. */
  @Test
  void sumsKnowTheSizeOfTheirTerms() {
    Node unknown = new Node(new GlobalAveragePool(), state(x));
    Node sum = sum(1, norm(convolution(x)), 1, scaled(-0.3, unknown));
    Graph after = ScalingConvolution.of(new Graph(sum));
    assertTrue(isPixel(after.output().input(1).operator()));
    Graph fused = ScalingFusion.of(new Graph(sum), convolution -> true);
    assertTrue(fused.output().operator() instanceof FusedConvolution f && f.isScaling());
  }

  /** A network's own convolution of that kind may have a number for each channel, and a bias. */
  @Test
  void convolutionsOfOnePixelAreNotTakenForScalings() {
    Convolution pixel = new Convolution(Window.PIXEL, 2, 2, false, IMAGE);
    Node weight = new Node(new Constant(new Tensor(List.of(2L, 1L, 1L, 1L), new float[] {2, -3})));
    Node own = new Node(new FusedConvolution(pixel, false, false), convolution(x), weight);
    requireSame(new Graph(sum(1, x, 1, own)), g -> ScalingFusion.of(g, fused -> true));
    Node biased =
        new Node(
            new FusedConvolution(pixel.withBias(), false, false),
            convolution(x),
            new Node(new Constant(new Tensor(List.of(2L, 1L, 1L, 1L), new float[] {2, 2}))),
            parameter(false, 2));
    requireSame(new Graph(sum(1, x, 1, biased)), g -> ScalingFusion.of(g, fused -> true));
  }

  @Test
  void scalingsOfUnknownSizeStay() {
    Graph graph = new Graph(sum(1, x, 1, scaled(-0.3, relu(x))));
    assertEquals(1, count(requireSame(graph, ScalingConvolution::of), PassesTest::isScaling));
    Graph fused = requireSame(graph, g -> ScalingFusion.of(g, convolution -> true));
    assertEquals(1, count(fused, PassesTest::isScaling));
  }

  @Test
  void scalingsThatTheEngineIsSlowWithStay() {
    Graph graph = new Graph(sum(1, x, 1, scaled(-0.3, convolution(x))));
    Graph after = requireSame(graph, g -> ScalingFusion.of(g, convolution -> false));
    assertEquals(1, count(after, PassesTest::isScaling));
  }

  @Test
  void trainingOfRk4() {
    Graph after = requireSame(rk4(), Optimization::forTraining);
    after.nodes().stream()
        .filter(node -> isScaling(node.operator()))
        .forEach(node -> assertTrue(node.input(0).operator() instanceof Parameter, "gamma, beta"));
    assertEquals(1, count(after, PassesTest::isPixel), "what the output holds besides");
  }
}
