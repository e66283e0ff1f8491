package dev.highorder.processor.scheme;

import dev.highorder.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The exact coefficients of an explicit Runge-Kutta method: stage i is {@code k_i = F_i(x + sum_j
 * a_ij k_j)}, the output {@code y = x + sum_i b_i k_i}.
 *
 * @param a one row per stage; row i (from 0) has i coefficients
 * @param b one weight per stage
 */
public record ButcherTableau(List<List<ExactNumber>> a, List<ExactNumber> b) implements Wiring {

  /** Checks the table's form and that every stage is used. */
  public ButcherTableau {
    a = a.stream().map(List::copyOf).toList();
    b = List.copyOf(b);
    if (b.isEmpty()) {
      throw new IllegalArgumentException("b is empty: a scheme needs at least one stage");
    }
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "a has rows for " + a.size() + " stages, b has weights for " + b.size());
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).size() != i) {
        throw new IllegalArgumentException(
            "the row of stage %d has %d coefficients; an explicit scheme has %d"
                .formatted(i + 1, a.get(i).size(), i));
      }
    }
    for (int i = 0; i < b.size(); i++) {
      if (!isUsed(a, b, i)) {
        throw new IllegalArgumentException(
            "no later stage and not the output uses k" + (i + 1) + "; leave that stage out");
      }
    }
  }

  private static boolean isUsed(List<List<ExactNumber>> a, List<ExactNumber> b, int stage) {
    boolean used = !b.get(stage).isZero();
    for (int i = stage + 1; i < a.size(); i++) {
      used |= !a.get(i).get(stage).isZero();
    }
    return used;
  }

  /**
   * Reads a table as it is written in {@link Scheme}.
   *
   * @param rows the rows of stages 2, 3, ...: numbers separated by spaces
   * @param weights the weights, separated by spaces
   * @throws IllegalArgumentException if the table is malformed; the message says where
   */
  public static ButcherTableau parse(List<String> rows, String weights) {
    List<List<ExactNumber>> a = new ArrayList<>();
    a.add(List.of());
    for (String row : rows) {
      a.add(numbers(row));
    }
    return new ButcherTableau(a, numbers(weights));
  }

  /** Returns the table of a scheme; that it has the order it claims is proved by a test. */
  public static ButcherTableau of(Scheme scheme) {
    return parse(scheme.a(), scheme.b());
  }

  /**
   * Reads numbers separated by spaces.
   *
   * @throws IllegalArgumentException if one is not a number; the message names it
   */
  public static List<ExactNumber> numbers(String text) {
    return text.isBlank()
        ? List.of()
        : List.of(text.trim().split("\\s+")).stream().map(ExactNumber::parse).toList();
  }

  @Override
  public Scheme.Family family() {
    return Scheme.Family.RUNGE_KUTTA;
  }

  @Override
  public int stages() {
    return b.size();
  }

  /** Returns the coefficient of {@code k_(j+1)} in the input of stage {@code i + 1}. */
  public ExactNumber a(int i, int j) {
    return a.get(i).get(j);
  }

  /** Returns the number of nonzero coefficients. */
  @Override
  public int additions() {
    return (int) nonZero().count();
  }

  /** Returns the number of coefficients other than 0 and 1. */
  @Override
  public int multiplications() {
    return (int) nonZero().filter(c -> !c.isOne()).count();
  }

  private Stream<ExactNumber> nonZero() {
    return Stream.concat(a.stream().flatMap(List::stream), b.stream()).filter(c -> !c.isZero());
  }

  /** Returns the table on one line, as {@code 1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6}. */
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < a.size(); i++) {
      text.append(i > 1 ? "; " : "").append(join(a.get(i)));
    }
    return text.append(text.isEmpty() ? "| " : " | ").append(join(b)).toString();
  }

  private static String join(List<ExactNumber> numbers) {
    return String.join(" ", numbers.stream().map(ExactNumber::toString).toList());
  }

  @Override
  public String toString() {
    return text();
  }
}
