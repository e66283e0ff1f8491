package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expresses sums by the inputs of stages, which are computed anyway, in place of stage derivatives.
 *
 * <ul>
 *   <li><b>Before:</b> {@code s = x + k} and {@code y = b x + a k + ...}.
 *   <li><b>After:</b> {@code y = (b - a) x + a s + ...}.
 *   <li><b>Conditions:</b> a is positive; {@code b - a} is not negative; y needs no more different
 *       multiplications than before.
 *   <li><b>Formula:</b> {@code b x + a k = (b - a) x + a (x + k)}.
 * </ul>
 *
 * <p>A stage derivative that only its stage's sum still reads can be added by the operator that
 * computes it ({@link ConvolutionFusion}), and needs no tensor of its own. In RK4, where {@link
 * ScaleFolding} leaves {@code k1/2, k2/2, k3}, the output {@code x + (k1 + 2 k2 + 2 k3 + k4)/6}
 * becomes {@code (s2 + 2 s3 + k3)/3 + k4/6}.
 */
public final class SumSharing {

  private static final double ROUNDING = 1e-9;

  private SumSharing() {}

  /** The sum of x and another tensor, both with coefficient 1. */
  private record Pair(Node x, Node sum) {}

  /** Returns the graph with stage derivatives replaced by sums. */
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
    List<Node> tensors = new ArrayList<>(terms.tensors());
    tensors.sort(Comparator.comparingDouble(terms::coefficient).reversed());
    for (Node k : tensors) {
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

  /** Returns the number of different coefficients of a sum other than 1. */
  private static long scalings(Node sum) {
    return sum.operator() instanceof WeightedSum weighted
        ? weighted.coefficients().stream().filter(a -> a != 1).distinct().count()
        : 0;
  }
}
