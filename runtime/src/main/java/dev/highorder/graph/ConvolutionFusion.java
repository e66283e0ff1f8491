package dev.highorder.graph;

import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.Relu;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fuses convolutions with the ReLU and the addition that follow them, which the engine then applies
 * while the output is still in the cache.
 *
 * <ul>
 *   <li><b>Before:</b> {@code y + relu(conv(x))}, where y is the rest of a sum.
 *   <li><b>After:</b> one {@link FusedConvolution} with ReLU and sum as post-ops, and with the ReLU
 *       after the sum, if there is one.
 *   <li><b>Conditions:</b> inference; nothing else reads what is fused; the coefficient in the sum
 *       is 1; the engine is fast with this convolution. Of several candidates in one sum the one
 *       computed last is chosen, since the rest must be there before it.
 *   <li><b>Formula:</b> {@code fused(x; w, b, y) = relu(conv(x; w, b)) + y}.
 * </ul>
 */
public final class ConvolutionFusion {

  private ConvolutionFusion() {}

  /**
   * Returns the graph with fused convolutions in place of all convolutions, with or without
   * post-ops.
   *
   * @param isFast whether the engine is fast with a convolution that has a sum post-op; if not, an
   *     operator of its own adds
   */
  public static Graph of(Graph graph, Predicate<FusedConvolution> isFast) {
    return withLastRelus(withSums(withRelus(graph), isFast), isFast);
  }

  private static Graph withRelus(Graph graph) {
    Map<Node, List<Node>> readers = graph.readers();
    return graph.rewritten(
        (node, inputs) -> {
          if (node.operator() instanceof Convolution convolution) {
            return new Node(new FusedConvolution(convolution, false, false), inputs);
          }
          if (node.operator() instanceof Relu
              && inputs.get(0).operator() instanceof FusedConvolution fused
              && !fused.hasRelu()
              && readers.get(node.input(0)).size() == 1) {
            return new Node(
                new FusedConvolution(fused.convolution(), true, false), inputs.get(0).inputs());
          }
          return node.with(inputs);
        });
  }

  private static Graph withSums(Graph graph, Predicate<FusedConvolution> isFast) {
    Map<Node, List<Node>> readers = graph.readers();
    Map<Node, Integer> order = new HashMap<>();
    graph.nodes().forEach(node -> order.put(node, order.size()));
    return graph.rewritten(
        (node, inputs) -> {
          int last = -1; // whatever is computed last can read the rest of the sum
          for (int i = 0; i < inputs.size(); i++) {
            if (isAddable(node, i, readers, isFast)
                && (last < 0 || order.get(node.input(i)) > order.get(node.input(last)))) {
              last = i;
            }
          }
          return last < 0 ? node.with(inputs) : fused(node.with(inputs), last);
        });
  }

  /** The end of a ResNet's block. */
  private static Graph withLastRelus(Graph graph, Predicate<FusedConvolution> isFast) {
    Map<Node, List<Node>> readers = graph.readers();
    return graph.rewritten(
        (node, inputs) ->
            node.operator() instanceof Relu
                    && inputs.get(0).operator() instanceof FusedConvolution fused
                    && fused.hasSum()
                    && !fused.hasLastRelu()
                    && readers.get(node.input(0)).size() == 1
                    && isFast.test(fused.withLastRelu())
                ? new Node(fused.withLastRelu(), inputs.get(0).inputs())
                : node.with(inputs));
  }

  private static boolean isAddable(
      Node sum, int term, Map<Node, List<Node>> readers, Predicate<FusedConvolution> isFast) {
    Node input = sum.input(term);
    return sum.operator() instanceof WeightedSum weighted
        && sum.inputs().size() > 1
        && weighted.coefficients().get(term) == 1
        && input.operator() instanceof FusedConvolution fused
        && !fused.hasSum()
        && readers.get(input).size() == 1
        && isFast.test(fused.withSum());
  }

  private static Node fused(Node sum, int term) {
    Node convolved = sum.input(term);
    FusedConvolution fused = (FusedConvolution) convolved.operator();
    Terms rest = Terms.of(sum);
    rest.remove(convolved);
    List<Node> inputs = new ArrayList<>(convolved.inputs());
    inputs.add(rest.node());
    return new Node(fused.withSum(), inputs);
  }
}
