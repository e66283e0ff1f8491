package dev.highorder.stack;

import dev.highorder.StepSize;
import dev.highorder.Weights;

/**
 * What a generated class says of itself, for messages and for saved models.
 *
 * @param subNet the qualified name of the sub-net's class or factory method
 * @param scheme the name of the scheme's constant, such as {@code RK4}
 * @param stages how often a block evaluates a sub-net
 * @param wiring the exact coefficients on one line, such as {@code 1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3
 *     1/6}: the rows of stages 2, 3, ..., then the weights; for a scheme without a tableau its
 *     formulas
 * @param weights which stages share a sub-net
 * @param step the step size
 */
public record StackDescription(
    String subNet, String scheme, int stages, String wiring, Weights weights, Step step) {

  /** Describes a stack whose stages have weights of their own and whose step size is 1. */
  public StackDescription(String subNet, String scheme, int stages, String wiring) {
    this(subNet, scheme, stages, wiring, Weights.PER_STAGE, Step.ONE);
  }

  /** Returns the same with sub-nets that several stages share. */
  public StackDescription with(Weights weights) {
    return new StackDescription(subNet, scheme, stages, wiring, weights, step);
  }

  /**
   * Returns the same with another step size.
   *
   * @param h its value, the initial value of a trained one, or the time that is divided
   */
  public StackDescription with(StepSize size, double h) {
    return new StackDescription(subNet, scheme, stages, wiring, weights, Step.of(size, h));
  }

  /** Returns the same with bounds for the step size. */
  public StackDescription within(double lowest, double highest) {
    return new StackDescription(
        subNet, scheme, stages, wiring, weights, step.within(lowest, highest));
  }
}
