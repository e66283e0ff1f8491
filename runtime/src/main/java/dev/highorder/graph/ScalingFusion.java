package dev.highorder.graph;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Writes scalings of images as convolutions of one channel and one pixel, which keep the layout
 * that convolutions want and add the rest of a sum in the same pass.
 */
public final class ScalingFusion {

  private final Predicate<FusedConvolution> isFast;
  private final ShapeInference images = new ShapeInference();

  private ScalingFusion(Predicate<FusedConvolution> isFast) {
    this.isFast = isFast;
  }

  /**
   * Returns the graph, in which sums are plain, with fewer scalings.
   *
   * @param isFast asked whether the engine is fast with such a convolution
   */
  public static Graph of(Graph graph, Predicate<FusedConvolution> isFast) {
    ScalingFusion fusion = new ScalingFusion(isFast);
    return graph.rewritten((node, inputs) -> fusion.replacement(node.with(inputs)));
  }

  private Node replacement(Node node) {
    if (!(node.operator() instanceof WeightedSum sum)) {
      return node;
    }
    Optional<List<Long>> image = images.of(node);
    if (image.isEmpty()) {
      return node;
    }
    if (isScaling(node)) {
      double factor = sum.coefficients().get(0);
      return scaled(factor, node.input(0), image.get(), Optional.empty()).orElse(node);
    }
    List<Node> plain = new ArrayList<>();
    List<Node> scaled = new ArrayList<>();
    for (Node input : node.inputs()) {
      (isScaling(input) || isReplaced(input) ? scaled : plain).add(input);
    }
    if (scaled.isEmpty()) {
      return node;
    }
    Optional<Node> total = plain.isEmpty() ? Optional.empty() : Optional.of(sum(plain));
    for (Node term : scaled) {
      Optional<Node> more = scaled(factor(term), term.input(0), image.get(), total);
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

  private static boolean isScaling(Node node) {
    return node.operator() instanceof WeightedSum sum && sum.isScaling();
  }

  /** Scalings that know their size were replaced before the sums that read them. */
  private static boolean isReplaced(Node node) {
    return node.operator() instanceof FusedConvolution fused
        && fused.isScaling()
        && !fused.hasAddend()
        && node.input(1).operator() instanceof Constant weight
        && isUniform(weight.value().values());
  }

  /** A network may have such a convolution of its own, with a number for each channel. */
  private static boolean isUniform(float[] factors) {
    return IntStream.range(1, factors.length).allMatch(i -> factors[i] == factors[0]);
  }

  private static double factor(Node scaling) {
    return scaling.operator() instanceof WeightedSum sum
        ? sum.coefficients().get(0)
        : ((Constant) scaling.input(1).operator()).value().values()[0];
  }

  /** Returns {@code factor * node + addend} as one operator, if that is possible and fast. */
  private Optional<Node> scaled(double factor, Node node, List<Long> image, Optional<Node> addend) {
    FusedConvolution convolution =
        new FusedConvolution(PixelScaling.convolution(image), false, addend.isPresent());
    if (!isFast.test(convolution.withAddend())) {
      return Optional.empty();
    }
    List<Node> inputs = new ArrayList<>(List.of(node, PixelScaling.weight(image, factor)));
    addend.ifPresent(inputs::add);
    return Optional.of(new Node(convolution, inputs));
  }
}
