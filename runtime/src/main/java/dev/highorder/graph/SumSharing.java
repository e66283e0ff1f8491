package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the inputs of stages carry the states: where {@code s = x + k} is computed anyway, {@code x
 * + a k} becomes {@code (1 - a) x + a s}. A state that only its stage's sum still reads can be
 * added by the operator that computes it, and need not be kept.
 *
 * <p>In RK4, whose states are scaled to {@code k1/2, k2/2, k3}, the output {@code x + (k1 + 2 k2 +
 * 2 k3 + k4)/6} becomes {@code (s2 + 2 s3 + k3)/3 + k4/6}.
 */
public final class SumSharing {

  private static final double ROUNDING = 1e-9;

  private SumSharing() {}

  /** A sum of two tensors, neither of them scaled. */
  private record Pair(Node x, Node sum) {}

  /**
   * Returns the graph with states replaced by sums, where no coefficient falls below zero and no
   * sum has more of them to multiply by than before.
   */
  public static Graph of(Graph graph) {
    Map<Node, List<Pair>> pairs = new HashMap<>();
    return graph.rewritten(
        (node, inputs) -> {
          Node kept = node.with(inputs);
          if (!(kept.operator() instanceof WeightedSum)) {
            return kept;
          }
          if (kept.operator().equals(WeightedSum.plain(2)) && kept.input(0) != kept.input(1)) {
            for (int i = 0; i < 2; i++) {
              pairs
                  .computeIfAbsent(kept.input(i), k -> new ArrayList<>())
                  .add(new Pair(kept.input(1 - i), kept));
            }
            return kept;
          }
          return shared(kept, pairs);
        });
  }

  private static Node shared(Node sum, Map<Node, List<Pair>> pairs) {
    Terms terms = Terms.of(sum);
    List<Node> states = new ArrayList<>(terms.tensors());
    states.sort(Comparator.comparingDouble(terms::coefficient).reversed());
    for (Node k : states) {
      double a = terms.coefficient(k);
      for (Pair pair : pairs.getOrDefault(k, List.of())) {
        double left = terms.coefficient(pair.x()) - a;
        if (a > 0 && terms.coefficient(k) == a && left >= -ROUNDING) {
          terms.remove(k);
          terms.add(-a, pair.x());
          terms.add(a, pair.sum());
        }
      }
    }
    Node shared = terms.node();
    return scalings(shared) <= scalings(sum) ? shared : sum;
  }

  /** Returns how many different multiplications a sum needs. */
  private static long scalings(Node sum) {
    return sum.operator() instanceof WeightedSum weighted
        ? weighted.coefficients().stream().filter(a -> a != 1).distinct().count()
        : 0;
  }
}
