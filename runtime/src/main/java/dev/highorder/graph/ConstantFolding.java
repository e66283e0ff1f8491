package dev.highorder.graph;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes weighted sums of parameters and constants when the graph is compiled.
 *
 * <ul>
 *   <li><b>Before:</b> {@code 0.25 w}, such as a kernel that {@link ScaleFolding} scaled.
 *   <li><b>After:</b> one {@link Constant}.
 *   <li><b>Conditions:</b> inference, where parameters do not change; every term of the sum is a
 *       parameter, a constant or such a sum itself.
 *   <li><b>Formula:</b> {@code c = sum of a_i p_i}, added in double precision and rounded once.
 * </ul>
 */
public final class ConstantFolding {

  private ConstantFolding() {}

  /**
   * Returns the graph with constants in place of sums of parameters.
   *
   * @param parameters returns the value of a parameter by its name
   */
  public static Graph of(Graph graph, Function<String, Tensor> parameters) {
    return graph.rewritten(
        (node, inputs) -> {
          Node kept = node.with(inputs);
          return kept.operator() instanceof WeightedSum
              ? value(kept, parameters).map(v -> new Node(new Constant(v, name(kept)))).orElse(kept)
              : kept;
        });
  }

  /** Returns the name of the parameter that a value comes from; empty if there is none. */
  static String name(Node node) {
    if (node.operator() instanceof Parameter parameter) {
      return parameter.name();
    }
    if (node.operator() instanceof Constant constant) {
      return constant.name();
    }
    return node.inputs().isEmpty() ? "" : name(node.input(0));
  }

  /** Returns the value of a node, if it depends on nothing but parameters and constants. */
  static Optional<Tensor> value(Node node, Function<String, Tensor> parameters) {
    if (node.operator() instanceof Constant constant) {
      return Optional.of(constant.value());
    }
    if (node.operator() instanceof Parameter parameter) {
      return Optional.of(parameters.apply(parameter.name()));
    }
    if (!(node.operator() instanceof WeightedSum sum)) {
      return Optional.empty();
    }
    List<Optional<Tensor>> terms =
        node.inputs().stream().map(input -> value(input, parameters)).toList();
    if (!terms.stream().allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    List<Long> shape = terms.get(0).orElseThrow().shape();
    double[] total = new double[terms.get(0).orElseThrow().values().length];
    for (int t = 0; t < terms.size(); t++) {
      float[] values = terms.get(t).orElseThrow().values();
      for (int i = 0; i < total.length; i++) {
        total[i] += sum.coefficients().get(t) * values[i];
      }
    }
    float[] rounded = new float[total.length];
    for (int i = 0; i < total.length; i++) {
      rounded[i] = (float) total[i];
    }
    return Optional.of(new Tensor(shape, rounded));
  }
}
