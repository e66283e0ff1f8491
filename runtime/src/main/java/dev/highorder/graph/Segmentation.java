package dev.highorder.graph;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.Input;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Operator.Outputs;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.Part;
import dev.highorder.graph.Operator.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a graph into segments that follow one another, so that training can keep what lies between
 * them and compute the rest again, one segment at a time (Chen et al., "Training deep nets with
 * sublinear memory cost", 2016).
 *
 * <p>There are about as many segments as each has layers, the square root of all, which keeps the
 * sum of both small; and each cut is where the fewest tensors cross it.
 */
public final class Segmentation {

  /** No cut may lie between an operator of several outputs and its {@link Part}s. */
  private static final int FORBIDDEN = 1 << 20;

  /** What depends on the input, each after what it reads; all else is computed where it is read. */
  private final List<Node> order = new ArrayList<>();

  private final Map<Node, Integer> places = new HashMap<>();
  private final Map<Node, Integer> lastReaders = new HashMap<>();
  private final Set<Node> inParts = new HashSet<>();

  /**
   * A part of a graph.
   *
   * @param graph in which {@link Placeholder} stands for what it reads, with {@link Outputs} at its
   *     end
   * @param reads nodes of the whole graph: what earlier segments left, its input, and parameters
   *     that several segments read, whose gradients have to be added up
   * @param leaves nodes of the whole graph that later segments read, or the output
   */
  public record Segment(Graph graph, List<Node> reads, List<Node> leaves) {}

  private Segmentation(Graph graph) {
    for (Node node : graph.nodes()) {
      boolean isInput = node.operator() instanceof Input;
      if (isInput || node.inputs().stream().anyMatch(places::containsKey)) {
        places.put(node, order.size());
        order.add(node);
      }
      node.inputs().forEach(input -> lastReaders.put(input, order.size() - 1));
      if (node.operator() instanceof Part) {
        inParts.add(node.input(0));
      }
    }
    lastReaders.put(graph.output(), order.size());
  }

  /** Cuts a graph. */
  public static List<Segment> of(Graph graph) {
    Segmentation segmentation = new Segmentation(graph);
    List<Segment> segments = new ArrayList<>();
    int begin = 0;
    for (int end : segmentation.ends()) {
      segments.add(segmentation.segment(begin, end));
      begin = end;
    }
    Set<Node> shared = shared(segments);
    return segments.stream().map(segment -> reading(segment, shared)).toList();
  }

  /** How many tensors cross each place, before the node there. */
  private int[] crossings() {
    int[] crossings = new int[order.size() + 1];
    for (Node node : order) {
      int last = lastReaders.getOrDefault(node, 0);
      for (int place = places.get(node) + 1; place <= last; place++) {
        crossings[place] += inParts.contains(node) ? FORBIDDEN : 1;
      }
    }
    return crossings;
  }

  /** What keeps its input for the way back: all but sums, ReLU and what only multiplies. */
  private static int layers(Node node) {
    if (node.operator() instanceof Convolution convolution) {
      boolean isScaling = convolution.isScaling() && node.input(1).operator() instanceof Constant;
      return isScaling ? 0 : 1;
    }
    return node.operator() instanceof BatchNorm || node.operator() instanceof Opaque ? 1 : 0;
  }

  private List<Integer> ends() {
    int[] crossings = crossings();
    int all = order.stream().mapToInt(Segmentation::layers).sum();
    int wanted = Math.max(1, (int) Math.ceil(Math.sqrt(all)));
    List<Integer> ends = new ArrayList<>();
    int layers = 0;
    int best = -1;
    int bestDistance = 0;
    for (int place = 1; place < order.size(); place++) {
      layers += layers(order.get(place - 1));
      int distance = Math.abs(layers - wanted);
      boolean isBetter =
          best < 0
              || crossings[place] < crossings[best]
              || (crossings[place] == crossings[best] && distance <= bestDistance);
      if (2 * layers >= wanted && crossings[place] < FORBIDDEN && isBetter) {
        best = place;
        bestDistance = distance;
      }
      if (2 * layers >= 3 * wanted && best > 0) {
        ends.add(best);
        layers = order.subList(best, place).stream().mapToInt(Segmentation::layers).sum();
        best = -1;
      }
    }
    ends.add(order.size());
    return ends;
  }

  private Segment segment(int begin, int end) {
    Map<Node, Node> replacements = new HashMap<>();
    List<Node> reads = new ArrayList<>();
    List<Node> leaves = new ArrayList<>();
    for (Node node : order.subList(begin, end)) {
      if (node.operator() instanceof Input) {
        continue; // which the caller has
      }
      List<Node> inputs = new ArrayList<>();
      for (Node input : node.inputs()) {
        boolean isEarlier =
            places.containsKey(input)
                && (places.get(input) < begin || input.operator() instanceof Input);
        if (isEarlier && !replacements.containsKey(input)) {
          replacements.put(input, new Node(new Placeholder(reads.size())));
          reads.add(input);
        }
        inputs.add(replacements.getOrDefault(input, input));
      }
      replacements.put(node, node.with(inputs));
      if (lastReaders.get(node) >= end) {
        leaves.add(node);
      }
    }
    List<Node> outputs = leaves.stream().map(replacements::get).toList();
    return new Segment(new Graph(new Node(new Outputs(), outputs)), reads, leaves);
  }

  /** Returns the parameters that more than one segment reads. */
  private static Set<Node> shared(List<Segment> segments) {
    Set<Node> seen = new HashSet<>();
    Set<Node> shared = new HashSet<>();
    for (Segment segment : segments) {
      for (Node node : segment.graph().nodes()) {
        if (node.operator() instanceof Parameter && !seen.add(node)) {
          shared.add(node);
        }
      }
    }
    return shared;
  }

  private static Segment reading(Segment segment, Set<Node> shared) {
    List<Node> reads = new ArrayList<>(segment.reads());
    Graph graph =
        segment
            .graph()
            .rewritten(
                (node, inputs) -> {
                  if (!shared.contains(node)) {
                    return node.with(inputs);
                  }
                  reads.add(node);
                  return new Node(new Placeholder(reads.size() - 1));
                });
    return new Segment(graph, reads, segment.leaves());
  }
}
