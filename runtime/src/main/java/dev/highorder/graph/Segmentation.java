package dev.highorder.graph;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.Input;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Operator.Output;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.Placeholder;
import dev.highorder.graph.Operator.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a graph into successive segments for activation checkpointing: training keeps the tensors
 * that cross the cuts, and the backward pass recomputes the others, one segment at a time (Chen et
 * al., "Training deep nets with sublinear memory cost", 2016).
 *
 * <p>A graph of n layers becomes about sqrt(n) segments of about sqrt(n) layers, which minimises
 * the sum of kept tensors and of tensors recomputed at one time. Near each of these places the cut
 * is made where the fewest tensors cross.
 */
public final class Segmentation {

  /** The cost of a cut between an operator with several outputs and its {@link Output} nodes. */
  private static final int FORBIDDEN = 1 << 20;

  /**
   * The nodes that depend on the network's input, each after its inputs. All other nodes are
   * computed in every segment that reads them.
   */
  private final List<Node> order = new ArrayList<>();

  private final Map<Node, Integer> places = new HashMap<>();
  private final Map<Node, Integer> lastReaders = new HashMap<>();
  private final Set<Node> withSeveralOutputs = new HashSet<>();

  /**
   * A segment of a graph.
   *
   * @param graph the segment; its inputs are {@link Placeholder} nodes, its last node is a {@link
   *     Tuple}
   * @param reads the nodes of the whole graph that the placeholders stand for: outputs of earlier
   *     segments, the network's input, and parameters that several segments read, whose gradients
   *     have to be added
   * @param leaves the nodes of the whole graph that the tuple holds: those that later segments
   *     read, or the output
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
      if (node.operator() instanceof Output) {
        withSeveralOutputs.add(node.input(0));
      }
    }
    lastReaders.put(graph.output(), order.size());
  }

  /** Returns the segments of a graph in their order. */
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

  /** Returns for each place in the order the number of tensors that cross a cut before it. */
  private int[] crossings() {
    int[] crossings = new int[order.size() + 1];
    for (Node node : order) {
      int last = lastReaders.getOrDefault(node, 0);
      for (int place = places.get(node) + 1; place <= last; place++) {
        crossings[place] += withSeveralOutputs.contains(node) ? FORBIDDEN : 1;
      }
    }
    return crossings;
  }

  /**
   * Returns 1 for a node that keeps its input for the backward pass; not a sum, scaling or ReLU.
   */
  private static int layers(Node node) {
    if (node.operator() instanceof Convolution convolution) {
      boolean isScaling =
          convolution.isDepthwise1x1() && node.input(1).operator() instanceof Constant;
      return isScaling ? 0 : 1;
    }
    return node.operator() instanceof BatchNorm || node.operator() instanceof Opaque ? 1 : 0;
  }

  private List<Integer> ends() {
    int[] crossings = crossings();
    int all = order.stream().mapToInt(Segmentation::layers).sum();
    int target = Math.max(1, (int) Math.ceil(Math.sqrt(all)));
    List<Integer> ends = new ArrayList<>();
    int layers = 0;
    int best = -1;
    int bestDistance = 0;
    for (int place = 1; place < order.size(); place++) {
      layers += layers(order.get(place - 1));
      int distance = Math.abs(layers - target);
      boolean isBetter =
          best < 0
              || crossings[place] < crossings[best]
              || (crossings[place] == crossings[best] && distance <= bestDistance);
      if (2 * layers >= target && crossings[place] < FORBIDDEN && isBetter) {
        best = place;
        bestDistance = distance;
      }
      if (2 * layers >= 3 * target && best > 0) {
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
        continue; // the caller has it
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
    return new Segment(new Graph(new Node(new Tuple(), outputs)), reads, leaves);
  }

  /** Returns the parameters that several segments read. */
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

  /** Returns the segment with placeholders in place of shared parameters. */
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
