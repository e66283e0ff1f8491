package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes scalings of images as convolutions of one channel and one pixel, through which gradients
 * flow. Such a convolution keeps its input for its way back, but states are kept anyway.
 */
public final class ScalingConvolution {

  private final ShapeInference images = new ShapeInference();

  private ScalingConvolution() {}

  /** Returns the graph, in which sums are plain, with fewer scalings. */
  public static Graph of(Graph graph) {
    ScalingConvolution pass = new ScalingConvolution();
    return graph.rewritten((node, inputs) -> pass.replacement(node.with(inputs)));
  }

  private Node replacement(Node node) {
    if (!(node.operator() instanceof WeightedSum)) {
      return node;
    }
    Optional<List<Long>> image = images.of(node);
    if (image.isEmpty()) {
      return node;
    }
    if (isScaling(node)) {
      return convolved(node, image.get());
    }
    List<Node> terms = new ArrayList<>(node.inputs());
    terms.replaceAll(term -> isScaling(term) ? convolved(term, image.get()) : term);
    return node.with(terms); // a sum knows the size of a term that does not know its own
  }

  private static boolean isScaling(Node node) {
    return node.operator() instanceof WeightedSum sum && sum.isScaling();
  }

  private static Node convolved(Node scaling, List<Long> image) {
    double factor = ((WeightedSum) scaling.operator()).coefficients().get(0);
    return new Node(
        PixelScaling.convolution(image), scaling.input(0), PixelScaling.weight(image, factor));
  }
}
