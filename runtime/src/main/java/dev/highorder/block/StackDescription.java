package dev.highorder.block;

/**
 * What a generated class says of itself, for messages and for saved models.
 *
 * @param subNet the qualified name of the sub-net's class or factory method
 * @param scheme the name of the scheme's constant, such as {@code RK4}
 * @param stages the sub-nets of a block
 * @param tableau the exact coefficients on one line, such as {@code 1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3
 *     1/6}: the rows of stages 2, 3, ..., then the weights
 * @param step the step size
 */
public record StackDescription(
    String subNet, String scheme, int stages, String tableau, Step step) {

  /** Describes a stack whose step size is 1. */
  public StackDescription(String subNet, String scheme, int stages, String tableau) {
    this(subNet, scheme, stages, tableau, Step.ONE);
  }
}
