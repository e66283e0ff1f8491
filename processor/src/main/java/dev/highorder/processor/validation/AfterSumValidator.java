package dev.highorder.processor.validation;

import dev.highorder.AfterSum;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.diagnostic.Sentence;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.SchemeChoice;
import dev.highorder.scheme.FormulaWiring;
import java.util.List;

/** Checks that every scheme still works if its blocks have an activation after the sum. */
public final class AfterSumValidator {

  /** Adds a problem for each scheme that an activation would break. */
  public void check(HighOrderDeclaration declaration, Report report) {
    AfterSum afterSum = declaration.afterSum().get();
    if (afterSum == AfterSum.NOTHING) {
      return;
    }
    for (SchemeChoice choice : declaration.choices()) {
      choice
          .formulas()
          .flatMap(FormulaWiring::needsPlainSum)
          .ifPresent(
              reason ->
                  report.addAt(
                      declaration.afterSum().place(),
                      Problem.NOTHING_AFTER_SUM,
                      afterSum,
                      choice.name(),
                      new Sentence(reason, List.of())));
    }
  }
}
