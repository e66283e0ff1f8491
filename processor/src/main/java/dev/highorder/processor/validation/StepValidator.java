package dev.highorder.processor.validation;

import com.google.auto.common.AnnotationMirrors;
import dev.highorder.Scheme;
import dev.highorder.StepSize;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.StepPlan;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;

/** Checks the step size that the annotation asks for. */
public final class StepValidator {

  /** Returns the step size, after adding what is wrong with it. */
  public StepPlan check(HighOrderDeclaration declaration, Report report) {
    AnnotationMirror annotation = declaration.annotation();
    VariableElement size =
        (VariableElement) AnnotationMirrors.getAnnotationValue(annotation, "step").getValue();
    StepPlan step =
        new StepPlan(
            StepSize.valueOf(size.getSimpleName().toString()),
            (Double) AnnotationMirrors.getAnnotationValue(annotation, "h").getValue(),
            range(annotation));
    AnnotationValue h = declaration.place("h");
    AnnotationValue range = declaration.place("range");
    if (!Double.isFinite(step.h())) {
      report.addAt(h, Problem.STEP_NOT_FINITE, step.h());
    }
    if (!step.isLearned() && step.h() == 0) {
      report.addAt(h, Problem.STEP_ZERO);
    }
    if (step.isLearned() && step.h() == 0 && isLeapfrog(declaration)) {
      report.addAt(h, Problem.LEAPFROG_FROM_ZERO);
    }
    if (!step.range().isEmpty()) {
      checkRange(step, h, range, report);
    }
    return step;
  }

  private static boolean isLeapfrog(HighOrderDeclaration declaration) {
    return declaration.wrote("scheme")
        && ((VariableElement) declaration.place("scheme").getValue())
            .getSimpleName()
            .contentEquals(Scheme.LEAPFROG.name());
  }

  private static List<Double> range(AnnotationMirror annotation) {
    List<?> values = (List<?>) AnnotationMirrors.getAnnotationValue(annotation, "range").getValue();
    return values.stream().map(value -> (Double) ((AnnotationValue) value).getValue()).toList();
  }

  private static void checkRange(
      StepPlan step, AnnotationValue h, AnnotationValue place, Report report) {
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
