package dev.highorder.processor.validation;

import com.squareup.javapoet.ClassName;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.RuntimeNames;
import javax.lang.model.util.Elements;

/** Checks that what generated code refers to is on the user's class path. */
public final class DependencyValidator {

  private final Elements elements;

  /** Creates a validator for one compilation. */
  public DependencyValidator(Elements elements) {
    this.elements = elements;
  }

  /** Adds a problem for each library that is missing. */
  public void check(Report report) {
    check(RuntimeNames.BLOCK, "ai.djl:api", report);
    check(RuntimeNames.STACK_DESCRIPTION, "dev.highorder:highorder-runtime", report);
  }

  private void check(ClassName type, String dependency, Report report) {
    if (elements.getTypeElement(type.canonicalName()) == null) {
      report.add(Problem.MISSING_DEPENDENCY, type.canonicalName(), dependency);
    }
  }
}
