package dev.highorder.stack;

import dev.highorder.AfterSum;
import dev.highorder.StepSize;
import dev.highorder.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The description that a generated class gives of itself, for messages and saved classifiers.
 *
 * @param subNet the qualified name of the sub-net's class or factory method
 * @param scheme the name of the scheme's constant, such as {@code RK4}
 * @param stages the number of evaluations of a sub-net in a block
 * @param wiring the exact coefficients on one line, such as {@code 1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3
 *     1/6}: the rows of stages 2, 3, ..., then the weights; for a scheme without a tableau its
 *     formulas
 * @param weights which stages share a sub-net
 * @param stepSize the step size
 * @param afterSum the activation of a block after its sum
 */
public record StackDescription(
    String subNet,
    String scheme,
    int stages,
    String wiring,
    Weights weights,
    StepSizeSetting stepSize,
    AfterSum afterSum) {

  /**
   * Describes a stack whose stages have weights of their own, whose step size is 1, and whose
   * blocks have no activation after the sum.
   */
  public StackDescription(String subNet, String scheme, int stages, String wiring) {
    this(subNet, scheme, stages, wiring, Weights.PER_STAGE, StepSizeSetting.ONE, AfterSum.NOTHING);
  }

  /** Returns the same with sub-nets that several stages share. */
  public StackDescription with(Weights weights) {
    return new StackDescription(subNet, scheme, stages, wiring, weights, stepSize, afterSum);
  }

  /**
   * Returns the same with another step size.
   *
   * @param h its value, the initial value of a trained one, or the time that is divided
   */
  public StackDescription with(StepSize kind, double h) {
    return new StackDescription(
        subNet, scheme, stages, wiring, weights, StepSizeSetting.of(kind, h), afterSum);
  }

  /** Returns the same with bounds for the step size. */
  public StackDescription within(double lowest, double highest) {
    return new StackDescription(
        subNet, scheme, stages, wiring, weights, stepSize.within(lowest, highest), afterSum);
  }

  /** Returns the same with an activation after the sum of a block. */
  public StackDescription with(AfterSum activation) {
    return new StackDescription(subNet, scheme, stages, wiring, weights, stepSize, activation);
  }

  /** Returns the properties of a stack that decide what its parameters mean. */
  Map<String, String> properties(int blocks) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("wiring", wiring);
    properties.put("weights", weights.name());
    properties.put("step size", stepSize.toString());
    // Parameters that were saved before there was an activation have no such property.
    properties.put(
        "activation after the sum",
        afterSum == AfterSum.NOTHING ? DescribedBlock.ABSENT : afterSum.name());
    properties.put("number of blocks", Integer.toString(blocks));
    return properties;
  }
}
