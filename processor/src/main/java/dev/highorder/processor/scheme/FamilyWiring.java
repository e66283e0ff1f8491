package dev.highorder.processor.scheme;

import dev.highorder.Scheme;
import java.util.List;

/**
 * The wiring of a scheme that is no Runge-Kutta method. Nothing in it depends on coefficients, so
 * that the runtime holds it, and generated classes only choose it.
 *
 * @param family which one
 * @param stages how often a block evaluates a sub-net
 * @param text the formulas, separated by semicolons
 */
public record FamilyWiring(Scheme.Family family, int stages, String text) implements Wiring {

  /** Returns the wiring of a scheme without a tableau. */
  public static FamilyWiring of(Scheme scheme) {
    return new FamilyWiring(scheme.family(), scheme.stages(), scheme.formula());
  }

  /** Returns the formulas, one a line. */
  public List<String> formulas() {
    return List.of(text.split("; "));
  }

  @Override
  public int additions() {
    return switch (family) {
      case REVERSIBLE -> 1; // two of half the channels
      case MULTISTEP, SECOND_ORDER -> 3;
      default -> stages;
    };
  }

  @Override
  public int multiplications() {
    return family == Scheme.Family.MULTISTEP ? 1 : 0;
  }

  /** Returns the tensors that are kept while a sub-net runs. */
  public int held() {
    return switch (family) {
      case MULTISTEP, SECOND_ORDER -> 2; // x and p
      default -> 1;
    };
  }
}
