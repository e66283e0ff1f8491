package dev.highorder.graph;

import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Replaces the scaling of a feature map by a depthwise 1x1 convolution, which stays in oneDNN's
 * blocked layout and adds the remaining terms of the sum as a post-op; for inference.
 *
 * <ul>
 *   <li><b>Before:</b> {@code a x}, or a plain sum {@code y + a x} with further terms y.
 *   <li><b>After:</b> one {@link FusedConvolution} for each scaling, the first of which adds the
 *       terms that are not scaled, and every other one the result before it.
 *   <li><b>Conditions:</b> inference; sums are plain ({@link SumSplitting}); channels, height and
 *       width are known; the engine is fast with this convolution.
 *   <li><b>Formula:</b> {@code a x + y = fused(x; w, y)} with {@code w = a} for each channel.
 * </ul>
 */
public final class DepthwiseScalingFusion {

  private final Predicate<FusedConvolution> isFast;
  private final ShapeInference shapes = new ShapeInference();

  private DepthwiseScalingFusion(Predicate<FusedConvolution> isFast) {
    this.isFast = isFast;
  }

  /**
   * Returns the graph with fused convolutions in place of scalings whose shape is known.
   *
   * @param isFast whether the engine is fast with a convolution that has a sum post-op
   */
  public static Graph of(Graph graph, Predicate<FusedConvolution> isFast) {
    DepthwiseScalingFusion fusion = new DepthwiseScalingFusion(isFast);
    return graph.rewritten((node, inputs) -> fusion.replacement(node.with(inputs)));
  }

  private Node replacement(Node node) {
    if (!(node.operator() instanceof WeightedSum)) {
      return node;
    }
    Optional<List<Long>> shape = shapes.of(node);
    if (shape.isEmpty()) {
      return node;
    }
    if (node.isScaling()) {
      return convolved(node, shape.get(), Optional.empty()).orElse(node);
    }
    List<Node> plain = new ArrayList<>();
    List<Node> scaled = new ArrayList<>();
    for (Node input : node.inputs()) {
      (isScaling(input) ? scaled : plain).add(input);
    }
    if (scaled.isEmpty()) {
      return node;
    }
    Optional<Node> total = plain.isEmpty() ? Optional.empty() : Optional.of(sum(plain));
    for (Node term : scaled) {
      Optional<Node> more = convolved(term, shape.get(), total);
      if (more.isEmpty()) {
        return node;
      }
      total = more;
    }
    return total.orElseThrow();
  }

  private static Node sum(List<Node> terms) {
    return terms.size() == 1 ? terms.get(0) : new Node(WeightedSum.plain(terms.size()), terms);
  }

  /**
   * Scalings whose shape is known are convolutions already when a sum that reads them is reached.
   */
  private static boolean isScaling(Node node) {
    return node.isScaling() || DepthwiseConvolution.factor(node).isPresent();
  }

  private static double factor(Node scaling) {
    return scaling.operator() instanceof WeightedSum sum
        ? sum.coefficients().get(0)
        : DepthwiseConvolution.factor(scaling).orElseThrow();
  }

  /** Returns {@code scaling + rest} as one operator, if that is fast. */
  private Optional<Node> convolved(Node scaling, List<Long> shape, Optional<Node> rest) {
    FusedConvolution convolution =
        new FusedConvolution(DepthwiseConvolution.of(shape), false, rest.isPresent());
    if (!isFast.test(convolution.withSum())) {
      return Optional.empty();
    }
    List<Node> inputs =
        new ArrayList<>(
            List.of(scaling.input(0), DepthwiseConvolution.weight(shape, factor(scaling))));
    rest.ifPresent(inputs::add);
    return Optional.of(new Node(convolution, inputs));
  }
}
