package dev.highorder.processor.validation;

import com.squareup.javapoet.ClassName;
import dev.highorder.processor.diagnostic.Problem;
import dev.highorder.processor.diagnostic.Report;
import dev.highorder.processor.model.HighOrderDeclaration;
import dev.highorder.processor.model.RuntimeNames;
import dev.highorder.processor.model.StackPlan;
import dev.highorder.processor.model.VisibleTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationValue;

/**
 * Checks that each class to be generated has a name of its own; remembers those of a compilation.
 */
public final class NameValidator {

  private final VisibleTypes types;
  private final Map<ClassName, StackPlan> planned = new HashMap<>();

  /** Creates a validator for one compilation. */
  public NameValidator(VisibleTypes types) {
    this.types = types;
  }

  /** Adds a problem if the plan's class is planned already or exists. */
  public void check(StackPlan plan, Report report) {
    ClassName name = plan.generated();
    StackPlan other = planned.putIfAbsent(name, plan);
    if (other != null) {
      report.addAt(
          place(plan.declaration()),
          Problem.NAME_TWICE,
          other.subNet().qualifiedName(),
          name.simpleName());
    } else if (isTaken(name, plan)) {
      report.addAt(place(plan.declaration()), Problem.NAME_TAKEN, name.canonicalName());
    }
  }

  /** The name if the user wrote one, else the method, which the default name ends with. */
  private static AnnotationValue place(HighOrderDeclaration declaration) {
    return List.of("name", "tableauOf", "tableau", "scheme").stream()
        .filter(declaration::wrote)
        .findFirst()
        .map(declaration::place)
        .orElseThrow();
  }

  /**
   * Whether somebody else's class has the name. The output folder of an earlier build may be on the
   * class path; a class there that was generated before is simply written again.
   */
  private boolean isTaken(ClassName name, StackPlan plan) {
    return types
        .find(plan.declaration().element(), name.canonicalName())
        .filter(existing -> !RuntimeNames.isStack(existing.getSuperclass().toString()))
        .isPresent();
  }
}
