package dev.highorder.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.Input;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Operator.Output;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.Placeholder;
import dev.highorder.graph.Operator.Relu;
import dev.highorder.graph.Operator.WeightedSum;
import dev.highorder.graph.Segmentation.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentationTest {

  private static final int CHANNELS = 2;

  private final Random random = new Random(1);
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Node x = new Node(new Input());

  private Node parameter(double least) {
    float[] values = {(float) (least + random.nextDouble()), (float) (least + random.nextDouble())};
    String name = "p" + parameters.size();
    parameters.put(name, new Tensor(List.of((long) CHANNELS), values));
    return new Node(new Parameter(name));
  }

  /** Returns a layer that keeps its input for the backward pass. */
  private Node layer(Node input) {
    return new Node(
        new Operator.BatchNorm(1e-3, 0.9),
        input,
        parameter(-0.5),
        parameter(-0.5),
        parameter(-0.5),
        parameter(0.5));
  }

  private Node stage(Node input) {
    return new Node(new Relu(), layer(input));
  }

  private static Node sum(Node first, double factor, Node second) {
    return new Node(new WeightedSum(List.of(1.0, factor)), first, second);
  }

  private Node euler(Node start, int blocks) {
    Node y = start;
    for (int i = 0; i < blocks; i++) {
      y = sum(y, 0.5, stage(stage(y)));
    }
    return y;
  }

  /** Joins the segments to one graph. */
  private static Graph joined(List<Segment> segments) {
    Map<Node, Node> built = new HashMap<>();
    Node output = null;
    for (Segment segment : segments) {
      Graph graph =
          segment
              .graph()
              .rewritten(
                  (node, inputs) -> {
                    if (node.operator() instanceof Placeholder earlier) {
                      Node read = segment.reads().get(earlier.index());
                      return built.getOrDefault(read, read);
                    }
                    return node.with(inputs);
                  });
      for (int i = 0; i < segment.leaves().size(); i++) {
        output = graph.output().input(i);
        built.put(segment.leaves().get(i), output);
      }
    }
    return new Graph(output);
  }

  private List<Segment> requireSame(Graph graph) {
    List<Segment> segments = Segmentation.of(graph);
    Interpreter interpreter = new Interpreter(parameters);
    double[] expected = interpreter.run(graph);
    assertArrayEquals(expected, interpreter.run(joined(segments)));
    return segments;
  }

  @Test
  void oneTensorCrossesBetweenBlocks() {
    List<Segment> segments = requireSame(new Graph(stage(euler(stage(x), 16))));
    assertTrue(segments.size() >= 5 && segments.size() <= 7, "of 34 layers: " + segments.size());
    segments.forEach(segment -> assertEquals(1, segment.leaves().size()));
    segments.forEach(segment -> assertEquals(1, segment.reads().size()));
  }

  @Test
  void aTensorThatLaterSegmentsReadCrossesAllCuts() {
    Node start = stage(x);
    Node y = euler(start, 8);
    List<Segment> segments = requireSame(new Graph(sum(stage(y), 1, sum(start, 2, x))));
    Segment last = segments.get(segments.size() - 1);
    assertTrue(last.reads().contains(start) && last.reads().contains(x));
  }

  @Test
  void everyLayerIsComputedInOneSegment() {
    List<Segment> segments = requireSame(new Graph(stage(euler(stage(x), 16))));
    List<Long> layers =
        segments.stream()
            .map(
                segment ->
                    segment.graph().nodes().stream()
                        .filter(node -> node.operator() instanceof Operator.BatchNorm)
                        .count())
            .toList();
    assertEquals(34, layers.stream().mapToLong(count -> count).sum());
    layers.forEach(count -> assertTrue(count <= 10, "about sqrt(34) each: " + layers));
  }

  @Test
  void smallGraphsStayWhole() {
    assertEquals(1, requireSame(new Graph(stage(x))).size());
  }

  @Test
  void noCutSeparatesAnOperatorFromItsOutputs() {
    Node y = euler(stage(x), 4);
    Node split = new Node(new Opaque("split", Map.of()), y);
    Node first = stage(new Node(new Output(0), split));
    Node output = euler(sum(first, 1, new Node(new Output(1), split)), 4);
    for (Segment segment : Segmentation.of(new Graph(output))) {
      assertFalse(segment.leaves().contains(split));
    }
  }

  @Test
  void sharedParametersAreInputsOfSegments() {
    Node y = layer(x);
    List<Node> weights = y.inputs().subList(1, 5);
    List<Node> inputs = new ArrayList<>(List.of(euler(y, 8)));
    inputs.addAll(weights);
    List<Segment> segments = requireSame(new Graph(new Node(y.operator(), inputs)));
    assertTrue(segments.get(0).reads().containsAll(weights));
    assertTrue(segments.get(segments.size() - 1).reads().containsAll(weights));
  }
}
