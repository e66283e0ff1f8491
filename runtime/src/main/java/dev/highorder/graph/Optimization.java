package dev.highorder.graph;

import dev.highorder.graph.Operator.FusedConvolution;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which passes a graph goes through, and in which order. */
public final class Optimization {

  private Optimization() {}

  /**
   * Returns a graph that computes the same in inference.
   *
   * @param parameters the values of the parameters by name, which do not change any more
   * @param isFast asked whether the engine is fast with such a convolution that adds a tensor
   */
  public static Graph forInference(
      Graph graph, Function<String, Tensor> parameters, Predicate<FusedConvolution> isFast) {
    Graph summed = SumSharing.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph))));
    Graph fixed = ConstantFolding.of(BatchNormFolding.of(summed, parameters), parameters);
    return ScalingFusion.of(SumSplitting.of(ConvolutionFusion.of(fixed, isFast)), isFast);
  }

  /** Returns a graph that computes the same in training, with the same gradients. */
  public static Graph forTraining(Graph graph) {
    return ScalingConvolution.of(
        SumSplitting.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph)))));
  }
}
