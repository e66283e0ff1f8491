package dev.highorder.graph;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An operator of a graph: the function that a node applies to its inputs. The inputs of each
 * operator are listed in their order.
 */
public sealed interface Operator {

  /** The input of the network. It has no inputs of its own. */
  record Input() implements Operator {}

  /**
   * A value that an earlier segment computed. It has no inputs.
   *
   * @param index its index among the values that the segment reads, from 0
   */
  record Placeholder(int index) implements Operator {}

  /** The last node of a graph with several outputs, which are its inputs. No node reads it. */
  record Tuple() implements Operator {}

  /** A parameter of the network. It has no inputs. */
  record Parameter(String name) implements Operator {}

  /**
   * A value that the network created or a pass computed. It has no inputs.
   *
   * @param name the name of the parameter that it was computed from; empty if there is none
   */
  record Constant(Tensor value, String name) implements Operator {

    /** Creates a constant that comes from no parameter. */
    public Constant(Tensor value) {
      this(value, "");
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** The input, unchanged. */
  record Copy() implements Operator {}

  /** The rectified linear unit, {@code max(0, x)}. */
  record Relu() implements Operator {}

  /** The mean over height and width; both become 1. */
  record GlobalAveragePool() implements Operator {}

  /**
   * A weighted sum of tensors of one shape. With one input it is a scaling.
   *
   * @param coefficients one for each input
   */
  record WeightedSum(List<Double> coefficients) implements Operator {

    /** Returns the sum whose coefficients are all 1. */
    public static WeightedSum plain(int inputs) {
      return new WeightedSum(Collections.nCopies(inputs, 1.0));
    }
  }

  /**
   * A convolution of {@code (batch, channels, height, width)}. Inputs: data; weight {@code
   * (filters, channels / groups, height, width)}; the bias, if it has one.
   *
   * @param inputShape channels, height and width of the data, by which engines choose their kernels
   */
  record Convolution(Window window, int filters, int groups, boolean hasBias, List<Long> inputShape)
      implements Operator {

    /** Returns whether it is a depthwise 1x1 convolution: one factor for each channel, no bias. */
    boolean isDepthwise1x1() {
      return groups == filters
          && inputShape.get(0) == filters
          && !hasBias
          && window.equals(Window.ONE_BY_ONE);
    }

    Convolution withBias() {
      return new Convolution(window, filters, groups, true, inputShape);
    }

    /** Returns the height (0) or width (1) of the output. */
    public long length(int dimension) {
      long covered = window.dilation().get(dimension) * (window.kernel().get(dimension) - 1L) + 1;
      long padded = inputShape.get(dimension + 1) + 2L * window.padding().get(dimension);
      return (padded - covered) / window.stride().get(dimension) + 1;
    }
  }

  /** The geometry of a convolution, each value for height and width. */
  record Window(
      List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation) {

    /** A 1x1 kernel of stride 1. */
    static final Window ONE_BY_ONE =
        new Window(List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(1, 1));
  }

  /**
   * Batch normalisation over the second dimension. Inputs: data, gamma, beta, running mean, running
   * variance.
   *
   * @param momentum the share of the running statistics that an update keeps
   */
  record BatchNorm(double epsilon, double momentum) implements Operator {}

  /**
   * A convolution with post-ops: ReLU, then a sum with another tensor, then ReLU. Inputs: those of
   * the convolution, then the other tensor of the sum.
   *
   * @param hasRelu whether ReLU follows the convolution
   * @param hasSum whether another tensor is added
   * @param hasLastRelu whether ReLU follows the sum
   */
  record FusedConvolution(
      Convolution convolution, boolean hasRelu, boolean hasSum, boolean hasLastRelu)
      implements Operator {

    FusedConvolution(Convolution convolution, boolean hasRelu, boolean hasSum) {
      this(convolution, hasRelu, hasSum, false);
    }

    FusedConvolution withSum() {
      return new FusedConvolution(convolution, hasRelu, true);
    }

    FusedConvolution withLastRelu() {
      return new FusedConvolution(convolution, hasRelu, hasSum, true);
    }

    /** Returns the same without what follows the convolution and its ReLU. */
    public FusedConvolution alone() {
      return new FusedConvolution(convolution, hasRelu, false);
    }

    /** Returns whether it is a depthwise 1x1 convolution without ReLU. */
    public boolean isDepthwise1x1() {
      return convolution.isDepthwise1x1() && !hasRelu && !hasLastRelu;
    }
  }

  /**
   * One output of an operator that has several. Input: that operator.
   *
   * @param index its index among the outputs, from 0
   */
  record Output(int index) implements Operator {}

  /** An operator of an engine that no pass rewrites, with the engine's settings. */
  record Opaque(String name, Map<String, String> settings) implements Operator {}
}
