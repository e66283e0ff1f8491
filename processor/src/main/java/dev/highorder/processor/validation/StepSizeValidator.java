package dev.highorder.processor.validation;

import dev.highorder.StepSize;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.StepSizePlan;
import dev.highorder.processor.model.Value;
import dev.highorder.scheme.Wiring;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationValue;

/** Checks the step size that the annotation asks for. */
public final class StepSizeValidator {

  /** Adds everything that is wrong with the step size and its range. */
  public void check(HighOrderDeclaration declaration, Report report) {
    StepSizePlan step = StepSizePlan.of(declaration);
    AnnotationValue h = declaration.h().place();
    if (!Double.isFinite(step.h())) {
      report.addAt(h, Problem.STEP_NOT_FINITE, step.h());
    } else if (step.h() != 0) {
      checkFloats(declaration, step, report);
    } else if (!step.isLearned()) {
      report.addAt(h, Problem.STEP_ZERO);
    } else if (squaresStepSize(declaration)) {
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

  /** Checks the number itself, and what a block makes of it before it multiplies. */
  private static void checkFloats(
      HighOrderDeclaration declaration, StepSizePlan step, Report report) {
    AnnotationValue h = declaration.h().place();
    double factor = step.h();
    String name = "h";
    if (step.size() == StepSize.DIVIDED) {
      int blocks = mostBlocks(declaration);
      factor /= blocks;
      name = "h / " + blocks;
    }
    if (!addUnlessFloat("h", step.h(), h, report)
        && !addUnlessFloat(name, factor, h, report)
        && squaresStepSize(declaration)) {
      String square = name.equals("h") ? "h^2" : "(" + name + ")^2";
      addUnlessFloat(square, factor * factor, h, report);
    }
  }

  /** A block of one sub-net is the shortest. */
  private static int mostBlocks(HighOrderDeclaration declaration) {
    return Stream.concat(
            declaration.blocks().get().stream().map(Value::get),
            Stream.of(declaration.subNets().get()))
        .reduce(1, Math::max);
  }

  private static boolean addUnlessFloat(
      String name, double number, AnnotationValue place, Report report) {
    boolean isFloat = FloatRange.contains(number);
    if (!isFloat) {
      report.addAt(
          place,
          Problem.STEP_OUTSIDE_FLOATS,
          name + " = " + number,
          FloatRange.fault(number),
          FloatRange.SMALLEST,
          FloatRange.LARGEST);
    }
    return !isFloat;
  }

  private static void checkRange(
      StepSizePlan step, AnnotationValue h, AnnotationValue place, Report report) {
    List<Double> range = step.range();
    if (!step.isLearned()) {
      report.addAt(place, Problem.RANGE_OF_FIXED);
    } else if (range.size() != 2 || !isInterval(range.get(0), range.get(1))) {
      report.addAt(place, Problem.RANGE_EMPTY, range);
    } else if (step.h() < range.get(0) || step.h() > range.get(1)) {
      report.addAt(h, Problem.STEP_OUTSIDE_RANGE, step.h(), range);
    } else {
      for (double bound : range) {
        if (bound != 0 && addUnlessFloat("A bound of the range", bound, place, report)) {
          return;
        }
      }
    }
  }

  /** Bounds that are one float would not let the step size be trained. */
  private static boolean isInterval(double lowest, double highest) {
    return Double.isFinite(lowest) && Double.isFinite(highest) && (float) lowest < (float) highest;
  }
}
