package dev.highorder.processor.model;

import dev.highorder.StepSize;
import java.util.List;

/**
 * The step size of a stack's blocks.
 *
 * @param size whether it is fixed, divided or trained, and how many there are
 * @param h its value, or the initial value of a trained one
 * @param range the lowest and the highest value, or empty
 */
public record StepSizePlan(StepSize size, double h, List<Double> range) {

  /** Returns the step size that a declaration asks for. */
  public static StepSizePlan of(HighOrderDeclaration declaration) {
    return new StepSizePlan(
        declaration.step().get(), declaration.h().get(), declaration.range().get());
  }

  /** Returns whether nothing is multiplied at all. */
  public boolean isOne() {
    return size == StepSize.FIXED && h == 1;
  }

  /** Returns whether it is trained. */
  public boolean isLearned() {
    return size != StepSize.FIXED && size != StepSize.DIVIDED;
  }
}
