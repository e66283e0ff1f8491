package dev.highorder.graph;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.Window;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The depthwise 1x1 convolution that multiplies a feature map by one number.
 *
 * <p>Engines multiply by a number in the plain layout only, so that a feature map in oneDNN's
 * blocked layout is converted there and back. A convolution keeps the layout of its neighbours.
 */
final class DepthwiseConvolution {

  private DepthwiseConvolution() {}

  /**
   * Returns the convolution.
   *
   * @param shape channels, height and width of the feature map
   */
  static Convolution of(List<Long> shape) {
    int channels = Math.toIntExact(shape.get(0));
    return new Convolution(Window.ONE_BY_ONE, channels, channels, false, shape);
  }

  /**
   * Returns the weight {@code (channels, 1, 1, 1)} that multiplies by a factor.
   *
   * @param shape channels, height and width of the feature map
   */
  static Node weight(List<Long> shape, double factor) {
    long channels = shape.get(0);
    float[] factors = new float[Math.toIntExact(channels)];
    Arrays.fill(factors, (float) factor);
    return new Node(new Constant(new Tensor(List.of(channels, 1L, 1L, 1L), factors)));
  }

  /**
   * Returns the factor of a node that is such a fused convolution and nothing more; empty for every
   * other node. A network may have a depthwise convolution of its own with different factors.
   */
  static OptionalDouble factor(Node node) {
    boolean isCandidate =
        node.operator() instanceof FusedConvolution fused
            && fused.isDepthwise1x1()
            && !fused.hasSum();
    return isCandidate && node.input(1).operator() instanceof Constant weight
        ? uniform(weight.value().values())
        : OptionalDouble.empty();
  }

  private static OptionalDouble uniform(float[] factors) {
    return IntStream.range(1, factors.length).allMatch(i -> factors[i] == factors[0])
        ? OptionalDouble.of(factors[0])
        : OptionalDouble.empty();
  }
}
