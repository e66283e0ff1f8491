package dev.highorder.graph;

import java.util.function.Function;

/** Which passes a graph goes through, and in which order. */
public final class Optimization {

  private Optimization() {}

  /**
   * Returns a graph that computes the same in inference.
   *
   * @param parameters the values of the parameters by name, which do not change any more
   */
  public static Graph forInference(Graph graph, Function<String, Tensor> parameters) {
    Graph summed = SumSharing.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph))));
    Graph fixed = ConstantFolding.of(BatchNormFolding.of(summed, parameters), parameters);
    return SumSplitting.of(ConvolutionFusion.of(fixed));
  }

  /** Returns a graph that computes the same in training, with the same gradients. */
  public static Graph forTraining(Graph graph) {
    return SumSplitting.of(ScaleFolding.of(SumMerging.of(CopyRemoval.of(graph))));
  }
}
