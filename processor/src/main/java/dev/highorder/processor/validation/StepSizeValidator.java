package dev.highorder.processor.validation;

import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.StepSizePlan;
import dev.highorder.scheme.Wiring;
import java.util.List;
import javax.lang.model.element.AnnotationValue;

/** Checks the step size that the annotation asks for. */
public final class StepSizeValidator {

  /** Adds everything that is wrong with the step size and its range. */
  public void check(HighOrderDeclaration declaration, Report report) {
    StepSizePlan step = StepSizePlan.of(declaration);
    AnnotationValue h = declaration.h().place();
    if (!Double.isFinite(step.h())) {
      report.addAt(h, Problem.STEP_NOT_FINITE, step.h());
    }
    if (!step.isLearned() && step.h() == 0) {
      report.addAt(h, Problem.STEP_ZERO);
    }
    if (step.isLearned() && step.h() == 0 && squaresStepSize(declaration)) {
      report.addAt(h, Problem.LEAPFROG_FROM_ZERO);
    }
    if (!step.range().isEmpty()) {
      checkRange(step, h, declaration.range().place(), report);
    }
  }

  private static boolean squaresStepSize(HighOrderDeclaration declaration) {
    return declaration.choices().stream()
        .anyMatch(choice -> choice.wiring().filter(Wiring::squaresStepSize).isPresent());
  }

  private static void checkRange(
      StepSizePlan step, AnnotationValue h, AnnotationValue place, Report report) {
    List<Double> range = step.range();
    if (!step.isLearned()) {
      report.addAt(place, Problem.RANGE_OF_FIXED);
    } else if (range.size() != 2
        || !range.stream().allMatch(Double::isFinite)
        || range.get(0) >= range.get(1)) {
      report.addAt(place, Problem.RANGE_EMPTY, range);
    } else if (step.h() < range.get(0) || step.h() > range.get(1)) {
      report.addAt(h, Problem.STEP_OUTSIDE_RANGE, step.h(), range);
    }
  }
}
