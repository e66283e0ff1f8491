package dev.highorder.processor.validation;

import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.LibraryTypes;
import javax.lang.model.util.Elements;

/** Checks that the libraries of generated code are on the user's class path. */
public final class DependencyValidator {

  private final Elements elements;

  /** Creates a validator for one compilation. */
  public DependencyValidator(Elements elements) {
    this.elements = elements;
  }

  /** Adds a problem for each library that is missing. */
  public void check(Report report) {
    check(LibraryTypes.BLOCK, "ai.djl:api", report);
    check(LibraryTypes.STACK_DESCRIPTION, "dev.highorder:highorder-runtime", report);
  }

  private void check(String type, String dependency, Report report) {
    if (elements.getTypeElement(type) == null) {
      report.add(Problem.MISSING_DEPENDENCY, type, dependency);
    }
  }
}
