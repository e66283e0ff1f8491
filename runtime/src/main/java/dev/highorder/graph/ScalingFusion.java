package dev.highorder.graph;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.WeightedSum;
import dev.highorder.graph.Operator.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes scalings of pictures as convolutions of one channel and one pixel, which keep the layout
 * that convolutions want and add the rest of a sum in the same pass.
 */
public final class ScalingFusion {

  private final Predicate<FusedConvolution> isFast;

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
    if (node.inputs().size() == 1) {
      return scaled(sum.coefficients().get(0), node.input(0), Optional.empty()).orElse(node);
    }
    List<Node> plain = new ArrayList<>();
    List<Node> scaled = new ArrayList<>();
    for (Node input : node.inputs()) {
      (isReplaced(input) ? scaled : plain).add(input);
    }
    if (scaled.isEmpty()) {
      return node;
    }
    Optional<Node> total = plain.isEmpty() ? Optional.empty() : Optional.of(sum(plain));
    for (Node term : scaled) {
      double factor = factor(term);
      Optional<Node> more = scaled(factor, term.input(0), total);
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

  /** Scalings were replaced before the sums that read them. */
  private static boolean isReplaced(Node node) {
    return node.operator() instanceof FusedConvolution fused
        && fused.isScaling()
        && !fused.hasAddend()
        && node.input(1).operator() instanceof Constant;
  }

  private static double factor(Node scaling) {
    return ((Constant) scaling.input(1).operator()).value().values()[0];
  }

  /** Returns {@code factor * node + addend} as one operator, if that is possible and fast. */
  private Optional<Node> scaled(double factor, Node node, Optional<Node> addend) {
    Optional<List<Long>> picture = picture(node);
    if (picture.isEmpty()) {
      return Optional.empty();
    }
    int channels = Math.toIntExact(picture.get().get(0));
    FusedConvolution convolution =
        new FusedConvolution(
            new Convolution(Window.PIXEL, channels, channels, false, picture.get()),
            false,
            addend.isPresent());
    if (!isFast.test(convolution.withAddend())) {
      return Optional.empty();
    }
    float[] factors = new float[channels];
    Arrays.fill(factors, (float) factor);
    List<Node> inputs = new ArrayList<>();
    inputs.add(node);
    inputs.add(new Node(new Constant(new Tensor(List.of((long) channels, 1L, 1L, 1L), factors))));
    addend.ifPresent(inputs::add);
    return Optional.of(new Node(convolution, inputs));
  }

  /** Returns channels, height and width of what a convolution of the same size leads to. */
  private static Optional<List<Long>> picture(Node node) {
    Node source = node;
    while (source.operator() instanceof WeightedSum) {
      source = source.input(0);
    }
    if (source.operator() instanceof FusedConvolution fused) {
      Convolution convolution = fused.convolution();
      List<Long> picture = new ArrayList<>(Collections.nCopies(3, (long) convolution.filters()));
      picture.set(1, convolution.length(0));
      picture.set(2, convolution.length(1));
      return Optional.of(List.copyOf(picture));
    }
    return Optional.empty();
  }
}
