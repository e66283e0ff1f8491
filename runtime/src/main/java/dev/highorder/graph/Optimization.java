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
   * Returns a graph that computes the same in inference, up to rounding, of operators that every
   * device has.
   *
   * @param parameters as for {@link #forInference}
   */
  public static Graph forInferenceOnGpu(Graph graph, Function<String, Tensor> parameters) {
    Graph summed = ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph)));
    return SumSplitting.of(ConstantFolding.of(BatchNormFolding.of(summed, parameters), parameters));
  }

  /**
   * Returns a graph that computes the same in training, with the same gradients, up to rounding.
   */
  public static Graph forTraining(Graph graph) {
    return DepthwiseScaling.of(
        SumSplitting.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph)))));
  }

  /**
   * Returns a graph that computes the same in training on a GPU, with the same gradients, up to
   * rounding. A GPU scales faster than it convolves.
   */
  public static Graph forTrainingOnGpu(Graph graph) {
    return SumSplitting.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph))));
  }
}
