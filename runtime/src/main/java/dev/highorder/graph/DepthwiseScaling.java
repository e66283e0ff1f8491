package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the scaling of a feature map by a depthwise 1x1 convolution, through which gradients
 * flow; for training.
 *
 * <ul>
 *   <li><b>Before:</b> {@code a x}, alone or as a term of a plain sum.
 *   <li><b>After:</b> {@code conv(x; w)} with the constant w of {@link DepthwiseConvolution}.
 *   <li><b>Conditions:</b> sums are plain ({@link SumSplitting}); channels, height and width of x
 *       are known, from x itself or from another term of the sum.
 *   <li><b>Formula:</b> {@code a x = conv(x; w)} with {@code w = a} for each channel.
 * </ul>
 *
 * <p>The convolution keeps its input for the backward pass. That input is a stage derivative or a
 * sum of several, which is kept anyway.
 */
public final class DepthwiseScaling {

  private final ShapeInference shapes = new ShapeInference();

  private DepthwiseScaling() {}

  /** Returns the graph with convolutions in place of scalings whose shape is known. */
  public static Graph of(Graph graph) {
    DepthwiseScaling pass = new DepthwiseScaling();
    return graph.rewritten((node, inputs) -> pass.replacement(node.with(inputs)));
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
      return convolved(node, shape.get());
    }
    // The sum may know the shape where the term itself did not.
    List<Node> terms = new ArrayList<>(node.inputs());
    terms.replaceAll(term -> term.isScaling() ? convolved(term, shape.get()) : term);
    return node.with(terms);
  }

  private static Node convolved(Node scaling, List<Long> shape) {
    double factor = ((WeightedSum) scaling.operator()).coefficients().get(0);
    return new Node(
        DepthwiseConvolution.of(shape),
        scaling.input(0),
        DepthwiseConvolution.weight(shape, factor));
  }
}
