package dev.highorder.graph;

import dev.highorder.graph.Operator.FusedConvolution;
import java.util.function.Function;
import java.util.function.Predicate;

/** The passes for inference and for training, in their order. */
public final class Optimization {

  private Optimization() {}

  /**
   * Returns a graph that computes the same in inference, up to rounding.
   *
   * @param parameters returns the value of a parameter by its name; the values must not change any
   *     more
   * @param isFast whether the engine is fast with a convolution that has a sum post-op
   */
  public static Graph forInference(
      Graph graph, Function<String, Tensor> parameters, Predicate<FusedConvolution> isFast) {
    Graph summed = SumSharing.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph))));
    Graph fixed = ConstantFolding.of(BatchNormFolding.of(summed, parameters), parameters);
    return DepthwiseScalingFusion.of(SumSplitting.of(ConvolutionFusion.of(fixed, isFast)), isFast);
  }

  /**
   * Returns a graph that computes the same in inference on a GPU, up to rounding. It has no
   * operators that only oneDNN has.
   *
   * @param parameters as for {@link #forInference}
   */
  public static Graph forInferenceOnGpu(Graph graph, Function<String, Tensor> parameters) {
    Graph summed = ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph)));
    return SumSplitting.of(ConstantFolding.of(BatchNormFolding.of(summed, parameters), parameters));
  }

  /**
   * Returns a graph that computes the same in inference, up to rounding, for other programs than
   * this one: in the operators that every runtime has.
   *
   * @param parameters as for {@link #forInference}
   */
  public static Graph forExport(Graph graph, Function<String, Tensor> parameters) {
    return forInferenceOnGpu(graph, parameters);
  }

  /**
   * Returns a graph with the operators of the network as they are, batch normalisations among them;
   * only copies are left out, and sums have the operators that every runtime has.
   */
  public static Graph forPlainExport(Graph graph) {
    return SumSplitting.of(CopyRemoval.of(graph));
  }

  /**
   * Returns a graph that computes the same in training, with the same gradients, up to rounding.
   */
  public static Graph forTraining(Graph graph) {
    return DepthwiseScaling.of(forTrainingOnGpu(graph));
  }

  /**
   * Returns a graph that computes the same in training on a GPU, with the same gradients, up to
   * rounding. On a CPU, oneDNN scales faster by a convolution than MXNet does by an operator of its
   * own; on a GPU there is nothing to gain by that.
   */
  public static Graph forTrainingOnGpu(Graph graph) {
    return SumSplitting.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph))));
  }
}
