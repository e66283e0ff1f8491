package dev.highorder.graph;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a node computes of its inputs, which are named here in their order. */
public sealed interface Operator {

  /** The network's input; no inputs of its own. */
  record Input() implements Operator {}

  /**
   * What an earlier segment computed; no inputs.
   *
   * @param index its place among what the segment reads
   */
  record Placeholder(int index) implements Operator {}

  /** Several outputs of a segment, which are the inputs; nothing reads it. */
  record Outputs() implements Operator {}

  /** A parameter of the network; no inputs. */
  record Parameter(String name) implements Operator {}

  /** A value that the network created, or a pass computed; no inputs. */
  record Constant(Tensor value) implements Operator {

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** The input itself. */
  record Copy() implements Operator {}

  /** The larger of zero and the input. */
  record Relu() implements Operator {}

  /** The mean over height and width, of which it leaves one row and one column. */
  record GlobalAveragePool() implements Operator {}

  /**
   * A sum of tensors of one shape, each times its coefficient. One input alone is scaled.
   *
   * @param coefficients one for each input
   */
  record WeightedSum(List<Double> coefficients) implements Operator {

    /** Returns whether one tensor is scaled, and nothing added. */
    boolean isScaling() {
      return coefficients.size() == 1;
    }

    /** The plain sum of so many tensors. */
    public static WeightedSum plain(int inputs) {
      return new WeightedSum(Collections.nCopies(inputs, 1.0));
    }
  }

  /**
   * A convolution of {@code (batch, channels, height, width)}; inputs: data, weight {@code
   * (filters, channels / groups, height, width)} and the bias, if it has one.
   *
   * @param image channels, height and width of the data, by which engines choose their code
   */
  record Convolution(Window window, int filters, int groups, boolean hasBias, List<Long> image)
      implements Operator {

    /** Returns whether it does no more than multiply each channel by a number. */
    boolean isScaling() {
      return groups == filters
          && image.get(0) == filters
          && !hasBias
          && window.equals(Window.PIXEL);
    }

    Convolution withBias() {
      return new Convolution(window, filters, groups, true, image);
    }

    /** Returns the height (0) or width (1) of the output. */
    public long length(int dimension) {
      long covered = window.dilation().get(dimension) * (window.kernel().get(dimension) - 1L) + 1;
      long padded = image.get(dimension + 1) + 2L * window.padding().get(dimension);
      return (padded - covered) / window.stride().get(dimension) + 1;
    }
  }

  /** How a convolution's kernel moves, each in height and width. */
  record Window(
      List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation) {

    /** A kernel of one pixel that goes everywhere. */
    static final Window PIXEL =
        new Window(List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(1, 1));
  }

  /**
   * Batch normalisation over the second dimension; inputs: data, gamma, beta, running mean, running
   * variance.
   *
   * @param momentum what the running statistics keep of themselves
   */
  record BatchNorm(double epsilon, double momentum) implements Operator {}

  /**
   * A convolution and what follows it in one operator; inputs: those of the convolution, then what
   * is added last.
   *
   * @param hasRelu whether ReLU follows the convolution
   * @param hasAddend whether a tensor is added after that
   */
  record FusedConvolution(Convolution convolution, boolean hasRelu, boolean hasAddend)
      implements Operator {

    FusedConvolution withAddend() {
      return new FusedConvolution(convolution, hasRelu, true);
    }

    /** Returns whether it does no more than multiply each channel by a number. */
    public boolean isScaling() {
      return convolution.isScaling() && !hasRelu;
    }
  }

  /** One of several outputs of its input. */
  record Part(int index) implements Operator {}

  /** An operator of an engine that no pass looks into, with the engine's settings. */
  record Opaque(String name, Map<String, String> settings) implements Operator {}
}
