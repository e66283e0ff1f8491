package dev.highorder.processor.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Proves the order of a tableau: a method has order p if {@code sum_i b_i g_i(t) = 1 / gamma(t)}
 * for every rooted tree t of at most p vertices (Butcher 1963; Hairer, Norsett and Wanner,
 * <em>Solving Ordinary Differential Equations I</em>, section II.2).
 */
public final class OrderConditions {

  /** The highest order that is looked for; it has 200 trees. */
  public static final int HIGHEST = 8;

  private OrderConditions() {}

  /**
   * Returns the order of the method, at most {@value #HIGHEST}; 0 if the weights do not sum to 1.
   */
  public static int order(ButcherTableau tableau) {
    int order = 0;
    while (order < HIGHEST
        && RootedTree.ofOrder(order + 1).stream().allMatch(tree -> holds(tableau, tree))) {
      order++;
    }
    return order;
  }

  private static boolean holds(ButcherTableau tableau, RootedTree tree) {
    ExactNumber[] g = derivativeWeights(tableau, tree);
    ExactNumber sum = ExactNumber.ZERO;
    for (int i = 0; i < tableau.stages(); i++) {
      sum = sum.plus(tableau.b().get(i).times(g[i]));
    }
    return sum.equals(ExactNumber.ofFraction(BigFraction.of(1, tree.density())));
  }

  /** Returns {@code g_i = prod over children c of sum_j a_ij g_j(c)} for every stage i. */
  private static ExactNumber[] derivativeWeights(ButcherTableau tableau, RootedTree tree) {
    int stages = tableau.stages();
    ExactNumber[] g = new ExactNumber[stages];
    Arrays.fill(g, ExactNumber.ONE);
    for (RootedTree child : tree.children()) {
      ExactNumber[] below = derivativeWeights(tableau, child);
      for (int i = 0; i < stages; i++) {
        ExactNumber sum = ExactNumber.ZERO;
        for (int j = 0; j < i; j++) {
          sum = sum.plus(tableau.a(i, j).times(below[j]));
        }
        g[i] = g[i].times(sum);
      }
    }
    return g;
  }

  /** A tree without labels: a root with children. */
  record RootedTree(List<RootedTree> children) {

    /** Returns all trees of so many vertices, each once. */
    static List<RootedTree> ofOrder(int vertices) {
      List<RootedTree> trees = new ArrayList<>();
      List<RootedTree> smaller =
          IntStream.range(1, vertices).boxed().flatMap(n -> ofOrder(n).stream()).toList();
      addForests(trees, smaller, 0, vertices - 1, List.of());
      return trees;
    }

    /** Children are chosen in the order of the list, so that each multiset comes once. */
    private static void addForests(
        List<RootedTree> trees,
        List<RootedTree> choices,
        int from,
        int vertices,
        List<RootedTree> chosen) {
      if (vertices == 0) {
        trees.add(new RootedTree(chosen));
      }
      for (int i = from; i < choices.size(); i++) {
        RootedTree child = choices.get(i);
        if (child.order() <= vertices) {
          List<RootedTree> more = new ArrayList<>(chosen);
          more.add(child);
          addForests(trees, choices, i, vertices - child.order(), more);
        }
      }
    }

    /** Returns the number of vertices. */
    int order() {
      return 1 + children.stream().mapToInt(RootedTree::order).sum();
    }

    /** Returns gamma: the product of the orders of all subtrees. */
    int density() {
      return order() * children.stream().mapToInt(RootedTree::density).reduce(1, (p, q) -> p * q);
    }
  }
}
