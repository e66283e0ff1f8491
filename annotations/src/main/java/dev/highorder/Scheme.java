package dev.highorder;

import java.util.List;

/**
 * The explicit Runge-Kutta methods that a sub-net can be stacked as; each constant is its tableau.
 *
 * <p>With stages {@code k_i = F_i(x + sum_j a_ij k_j)} a block returns {@code y = x + sum_i b_i
 * k_i}. The rows of {@code a} after the empty first one, separated by semicolons, and the weights
 * {@code b} are written as exact numbers separated by spaces: integers, fractions {@code p/q} and
 * expressions in {@code sqrt(n)} without spaces, such as {@code (2-sqrt(2))/2}. The processor
 * refuses a table whose order is not the one it claims.
 *
 * <p>An order is a statement about one field F evaluated at every stage. Where each stage has
 * weights of its own, as in the networks of the paper, the tableau is a rule of wiring and scaling.
 */
public enum Scheme {

  /**
   * Forward Euler: {@code y = x + F(x)}, the residual block. Order 1, one stage. Other names:
   * ResNet. Source: Euler 1768; paper, equation (2).
   */
  EULER("forward Euler", 1, "Euler 1768; ResNet, equation (2) of the paper", "", "1"),

  /**
   * Explicit midpoint: {@code k1 = F(x), y = x + F(x + k1/2)}. Order 2, two stages. Other names:
   * modified Euler. Not the trapezoidal rule of Heun, which averages two slopes. Source: Runge
   * 1895; paper, equations (8)-(9).
   */
  MIDPOINT("explicit midpoint", 2, "Runge 1895; equations (8)-(9) of the paper", "1/2", "0 1"),

  /**
   * Classical fourth-order Runge-Kutta: {@code y = x + (k1 + 2 k2 + 2 k3 + k4) / 6}. Order 4, four
   * stages. Not the 3/8 rule, which some libraries call {@code rk4}. Source: Kutta 1901; paper,
   * equations (10)-(11).
   */
  RK4(
      "classical fourth-order Runge-Kutta",
      4,
      "Kutta 1901; equations (10)-(11) of the paper",
      "1/2; 0 1/2; 0 0 1",
      "1/6 1/3 1/3 1/6");

  private final String title;
  private final int order;
  private final String source;
  private final String a;
  private final String b;

  Scheme(String title, int order, String source, String a, String b) {
    this.title = title;
    this.order = order;
    this.source = source;
    this.a = a;
    this.b = b;
  }

  /** The method's name in the literature, as in "the forward Euler method". */
  public String title() {
    return title;
  }

  /** The order of consistency that the tableau has. */
  public int order() {
    return order;
  }

  /** Where the tableau was published. */
  public String source() {
    return source;
  }

  /** The rows of {@code a} for stages 2, 3, ...: the coefficients of {@code k1}, {@code k2}, ... */
  public List<String> a() {
    return a.isEmpty() ? List.of() : List.of(a.split("; "));
  }

  /** The weights {@code b} of {@code k1}, {@code k2}, ... in the block's output. */
  public String b() {
    return b;
  }

  /** How often a block evaluates a sub-net. */
  public int stages() {
    return a().size() + 1;
  }
}
