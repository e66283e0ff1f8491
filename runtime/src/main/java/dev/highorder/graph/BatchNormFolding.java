package dev.highorder.graph;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Folds batch normalisation into the convolution before it.
 *
 * <ul>
 *   <li><b>Before:</b> {@code norm(conv(x; w, b); gamma, beta, mean, variance)}.
 *   <li><b>After:</b> {@code conv(x; w', b')}.
 *   <li><b>Conditions:</b> inference, where statistics and parameters are fixed; nothing else reads
 *       the convolution; all inputs of both, except x, are parameters or constants.
 *   <li><b>Formula:</b> {@code f = gamma / sqrt(variance + epsilon), w' = f w, b' = beta + f (b -
 *       mean)}, for each filter.
 * </ul>
 */
public final class BatchNormFolding {

  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";

  private BatchNormFolding() {}

  /**
   * Returns the graph without batch normalisations that are the only readers of a convolution.
   *
   * @param parameters returns the value of a parameter by its name
   */
  public static Graph of(Graph graph, Function<String, Tensor> parameters) {
    Map<Node, List<Node>> readers = graph.readers();
    return graph.rewritten(
        (node, inputs) -> {
          Node kept = node.with(inputs);
          return kept.operator() instanceof BatchNorm norm
                  && kept.input(0).operator() instanceof Convolution
                  && readers.get(node.input(0)).size() == 1
              ? folded(norm, kept, parameters).orElse(kept)
              : kept;
        });
  }

  private static Optional<Node> folded(
      BatchNorm norm, Node node, Function<String, Tensor> parameters) {
    Node convolved = node.input(0);
    List<Tensor> known = new ArrayList<>();
    List<Node> fixed = new ArrayList<>(node.inputs().subList(1, 5));
    fixed.addAll(convolved.inputs().subList(1, convolved.inputs().size()));
    for (Node input : fixed) {
      Optional<Tensor> value = ConstantFolding.value(input, parameters);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      known.add(value.get());
    }
    float[] gamma = known.get(0).values();
    float[] beta = known.get(1).values();
    float[] mean = known.get(2).values();
    float[] variance = known.get(3).values();
    Tensor weight = known.get(4);
    float[] scaled = new float[weight.values().length];
    float[] bias = new float[gamma.length];
    int perFilter = scaled.length / gamma.length;
    for (int filter = 0; filter < gamma.length; filter++) {
      double factor = gamma[filter] / Math.sqrt(variance[filter] + norm.epsilon());
      for (int i = filter * perFilter; i < (filter + 1) * perFilter; i++) {
        scaled[i] = (float) (weight.values()[i] * factor);
      }
      double before = known.size() == 6 ? known.get(5).values()[filter] : 0;
      bias[filter] = (float) (beta[filter] + (before - mean[filter]) * factor);
    }
    String name = ConstantFolding.name(convolved.input(1));
    return Optional.of(
        new Node(
            ((Convolution) convolved.operator()).withBias(),
            convolved.input(0),
            new Node(new Constant(new Tensor(weight.shape(), scaled), name)),
            new Node(
                new Constant(
                    new Tensor(List.of((long) bias.length), bias), name.replace(WEIGHT, BIAS)))));
  }
}
