package dev.highorder.scheme;

import dev.highorder.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The exact coefficients of an explicit Runge-Kutta scheme: stage i is {@code k_i = F_i(x + sum_j
 * a_ij k_j)}, the output {@code y = x + sum_i b_i k_i}.
 */
public final class ButcherTableau implements Wiring {

  private final List<List<ExactNumber>> a;
  private final List<ExactNumber> b;

  // What follows from the coefficients is computed when it is first asked for.
  private Integer order;
  private Schedule schedule;
  private Stability stability;

  /**
   * Creates a tableau.
   *
   * @param a one row for each stage; row i (from 0) has i coefficients
   * @param b one weight for each stage
   * @throws TableauException if rows are too long or too short, or a stage is not used; the message
   *     says what to do
   */
  public ButcherTableau(List<List<ExactNumber>> a, List<ExactNumber> b) {
    this.a = a.stream().map(List::copyOf).toList();
    this.b = List.copyOf(b);
    checkShape();
    checkUse();
  }

  /**
   * Returns the tableau of a built-in scheme.
   *
   * @throws java.util.NoSuchElementException if the scheme has none
   */
  public static ButcherTableau of(Scheme scheme) {
    return TableauDrawing.parse(scheme.tableau().orElseThrow().value()).tableau();
  }

  private void checkShape() {
    if (b.isEmpty()) {
      throw new TableauException(
          "There are no weights b. Write a last row with a weight for each stage.");
    }
    if (a.size() != b.size()) {
      throw new TableauException(
          "There are rows for %s, but %s. Write one row for each stage, then the weights.",
          Plural.of(a.size(), "stage"), Plural.of(b.size(), "weight"));
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).size() != i) {
        throw new TableauException(
            "The row of stage %s has %s, but an explicit scheme has %s there. Write one for each earlier stage, 0 included.",
            i + 1, Plural.of(a.get(i).size(), "coefficient"), i);
      }
    }
  }

  private void checkUse() {
    for (int k = 0; k < b.size(); k++) {
      boolean used = !b.get(k).isZero();
      for (int i = k + 1; i < a.size(); i++) {
        used |= !a.get(i).get(k).isZero();
      }
      if (!used) {
        throw new TableauException(
            "Neither a later stage nor the output uses k%s. Leave that stage out.", k + 1);
      }
    }
  }

  /** Returns the rows of the stages; row i (from 0) has i coefficients. */
  public List<List<ExactNumber>> a() {
    return a;
  }

  /** Returns the weights of the stages in the output. */
  public List<ExactNumber> b() {
    return b;
  }

  /** Returns the coefficient of {@code k_(j+1)} in the input of stage {@code i + 1}. */
  public ExactNumber a(int i, int j) {
    return a.get(i).get(j);
  }

  /**
   * Returns the order, proved by the conditions of all rooted trees; at most {@value
   * OrderConditions#MAX_ORDER}, and 0 if the weights do not sum to 1.
   *
   * @throws TableauException if the numbers of the proof become too large
   */
  public int order() {
    if (order == null) {
      order = OrderConditions.order(this);
    }
    return order;
  }

  @Override
  public OptionalInt provenOrder() {
    return OptionalInt.of(order());
  }

  @Override
  public int stages() {
    return b.size();
  }

  @Override
  public List<String> formulas() {
    List<String> formulas = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      formulas.add("k%1$s = F%1$s(x%2$s)".formatted(i + 1, terms(a.get(i))));
    }
    formulas.add("y = x" + terms(b));
    return formulas;
  }

  private static String terms(List<ExactNumber> coefficients) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < coefficients.size(); j++) {
      if (!coefficients.get(j).isZero()) {
        text.append(coefficients.get(j).asTerm("k" + (j + 1)));
      }
    }
    return text.toString();
  }

  @Override
  public String note() {
    return "";
  }

  @Override
  public int additions() {
    return (int) nonZero().count();
  }

  @Override
  public int multiplications() {
    return (int) nonZero().filter(c -> !c.isOne()).count();
  }

  private Stream<ExactNumber> nonZero() {
    return Stream.concat(a.stream().flatMap(List::stream), b.stream()).filter(c -> !c.isZero());
  }

  @Override
  public int liveTensors() {
    return computed().liveTensors();
  }

  @Override
  public Optional<Schedule> schedule() {
    return Optional.of(computed());
  }

  private Schedule computed() {
    if (schedule == null) {
      schedule = Schedule.of(this);
    }
    return schedule;
  }

  @Override
  public Optional<Stability> stability() {
    if (stability == null) {
      stability = Stability.of(this);
    }
    return Optional.of(stability);
  }

  @Override
  public String baseClass() {
    return "RungeKuttaStack";
  }

  @Override
  public boolean halvesChannels() {
    return false;
  }

  @Override
  public boolean changesShape() {
    return true;
  }

  @Override
  public boolean squaresStepSize() {
    return false;
  }

  /** Returns the tableau on one line, as {@code 1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6}. */
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
