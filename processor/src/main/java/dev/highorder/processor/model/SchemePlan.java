package dev.highorder.processor.model;

import com.google.common.base.CaseFormat;
import dev.highorder.scheme.ButcherTableau;
import dev.highorder.scheme.FormulaWiring;
import dev.highorder.scheme.SchemeFacts;
import dev.highorder.scheme.TableauDrawing;
import dev.highorder.scheme.Wiring;

/**
 * The scheme of a stack: a built-in one, or the user's own tableau.
 *
 * @param isBuiltIn whether it is a constant of {@link dev.highorder.Scheme}
 * @param name its name in saved classifiers and messages: {@code RK4}, {@code Simpson}
 * @param facts its title, order and source; title and source are empty if the user gave none
 * @param wiring its coefficients or formulas
 */
public record SchemePlan(boolean isBuiltIn, String name, SchemeFacts facts, Wiring wiring) {

  /** The name of a tableau that is drawn in place. */
  public static final String UNNAMED = "Custom";

  /** Plans a scheme that has been checked. */
  static SchemePlan of(SchemeChoice choice) {
    if (choice.formulas().isPresent()) {
      FormulaWiring wiring = choice.formulas().get();
      return of(choice, wiring.facts(), wiring);
    }
    TableauDeclaration declaration = choice.tableau().orElseThrow();
    ButcherTableau tableau = declaration.parsed().map(TableauDrawing::tableau).orElseThrow();
    // A test proves the orders that built-in schemes claim; proving them here would take time.
    int order = choice.isBuiltIn() ? declaration.order().get() : tableau.order();
    SchemeFacts facts = new SchemeFacts(declaration.title(), order, declaration.source());
    return of(choice, facts, tableau);
  }

  private static SchemePlan of(SchemeChoice choice, SchemeFacts facts, Wiring wiring) {
    String name = choice.name().isEmpty() ? UNNAMED : choice.name();
    return new SchemePlan(choice.isBuiltIn(), name, facts, wiring);
  }

  /** Returns the end of the generated class's default name. */
  static String suffix(SchemeChoice choice) {
    return choice.name().isEmpty()
        ? UNNAMED
        : choice.isBuiltIn()
            ? CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, choice.name())
            : choice.name();
  }
}
