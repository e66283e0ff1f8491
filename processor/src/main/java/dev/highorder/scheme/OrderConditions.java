package dev.highorder.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Proves the order of a tableau: a scheme has order p if {@code sum_i b_i g_i(t) = 1 / gamma(t)}
 * for every rooted tree t of at most p vertices (Butcher 1963; Hairer, Norsett and Wanner,
 * <em>Solving Ordinary Differential Equations I</em>, section II.2).
 */
public final class OrderConditions {

  /** The highest order that is proved; up to it there are 486 trees. */
  public static final int MAX_ORDER = 9;

  /**
   * Differences below this are rounding: some coefficients have no finite form and are given to a
   * hundred decimals. Exact fractions do not come this close by chance.
   */
  private static final BigFraction NEGLIGIBLE = BigFraction.of(10).pow(-60);

  /**
   * The largest number of a proof, in bits, of which each root costs some. The published schemes,
   * with their hundred decimals, need a twentieth; numbers ten times as large take seconds.
   */
  private static final int MAX_SIZE = 32_768;

  private static final int BITS_OF_ROOT = 100;

  private OrderConditions() {}

  /**
   * Returns the order of a scheme, at most {@value #MAX_ORDER}; 0 if the weights do not sum to 1.
   *
   * @throws TableauException if the numbers of the proof become too large
   */
  public static int order(ButcherTableau tableau) {
    Map<RootedTree, ExactNumber[]> known = new HashMap<>();
    List<RootedTree> smaller = new ArrayList<>();
    for (int order = 1; order <= MAX_ORDER; order++) {
      List<RootedTree> trees = RootedTree.ofOrder(order, smaller);
      try {
        if (!trees.stream().allMatch(tree -> holds(tableau, tree, known))) {
          return order - 1;
        }
      } catch (ArithmeticException e) {
        throw new TableauException(
            "Its order cannot be proved, because an exact product "
                + e.getMessage()
                + " Use a tableau with fewer roots and shorter fractions.");
      }
      smaller.addAll(trees);
    }
    return MAX_ORDER;
  }

  private static ExactNumber bounded(ExactNumber number) {
    long size = 0;
    for (BigFraction factor : number.terms().values()) {
      size += BITS_OF_ROOT;
      size += factor.getNumerator().bitLength() + factor.getDenominator().bitLength();
    }
    if (size > MAX_SIZE) {
      throw new ArithmeticException("has thousands of digits.");
    }
    return number;
  }

  private static boolean holds(
      ButcherTableau tableau, RootedTree tree, Map<RootedTree, ExactNumber[]> known) {
    ExactNumber[] g = derivativeWeights(tableau, tree, known);
    ExactNumber sum = ExactNumber.ZERO;
    for (int i = 0; i < tableau.stages(); i++) {
      sum = bounded(sum.plus(tableau.b().get(i).times(g[i])));
    }
    return isZero(sum.minus(ExactNumber.ofFraction(BigFraction.of(1, tree.density()))));
  }

  private static boolean isZero(ExactNumber difference) {
    return difference.isZero()
        || (difference.isRational() && difference.rationalPart().abs().compareTo(NEGLIGIBLE) < 0);
  }

  /** Returns {@code g_i = prod over children c of sum_j a_ij g_j(c)} for every stage i. */
  private static ExactNumber[] derivativeWeights(
      ButcherTableau tableau, RootedTree tree, Map<RootedTree, ExactNumber[]> known) {
    ExactNumber[] g = new ExactNumber[tableau.stages()];
    Arrays.fill(g, ExactNumber.ONE);
    for (RootedTree child : tree.children()) {
      ExactNumber[] sums = known.get(child);
      if (sums == null) {
        sums = sumsOver(tableau, derivativeWeights(tableau, child, known));
        known.put(child, sums);
      }
      for (int i = 0; i < g.length; i++) {
        g[i] = bounded(g[i].times(sums[i]));
      }
    }
    return g;
  }

  private static ExactNumber[] sumsOver(ButcherTableau tableau, ExactNumber[] g) {
    ExactNumber[] sums = new ExactNumber[g.length];
    for (int i = 0; i < g.length; i++) {
      sums[i] = ExactNumber.ZERO;
      for (int j = 0; j < i; j++) {
        if (!tableau.a(i, j).isZero()) {
          sums[i] = bounded(sums[i].plus(tableau.a(i, j).times(g[j])));
        }
      }
    }
    return sums;
  }

  /** A tree without labels: a root with children. */
  record RootedTree(List<RootedTree> children) {

    /** Returns all trees of so many vertices, each once, made of those of fewer. */
    static List<RootedTree> ofOrder(int vertices, List<RootedTree> smaller) {
      List<RootedTree> trees = new ArrayList<>();
      addForests(trees, smaller, 0, vertices - 1, List.of());
      return trees;
    }

    /** Adds the trees with these children; children come in list order, each multiset once. */
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
