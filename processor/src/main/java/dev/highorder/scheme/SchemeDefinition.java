package dev.highorder.scheme;

import dev.highorder.Scheme;
import dev.highorder.Tableau;

/**
 * A built-in scheme in full.
 *
 * @param facts its title, order and source
 * @param wiring its tableau or its formulas
 */
public record SchemeDefinition(SchemeFacts facts, Wiring wiring) {

  /** Returns the definition of a scheme; that it has the order it claims is proved by a test. */
  public static SchemeDefinition of(Scheme scheme) {
    return scheme
        .tableau()
        .map(SchemeDefinition::of)
        .orElseGet(() -> of(FormulaWiring.valueOf(scheme.name())));
  }

  /** Returns the definition that a tableau gives, whose claims are taken as they are. */
  private static SchemeDefinition of(Tableau tableau) {
    return new SchemeDefinition(
        new SchemeFacts(tableau.title(), tableau.order(), tableau.source()),
        TableauDrawing.parse(tableau.value()).tableau());
  }

  private static SchemeDefinition of(FormulaWiring wiring) {
    return new SchemeDefinition(wiring.facts(), wiring);
  }

  /** Returns the order of the scheme. */
  public int order() {
    return facts.order();
  }

  /** Returns the number of evaluations of a sub-net in a block. */
  public int stages() {
    return wiring.stages();
  }
}
