package dev.highorder.processor.model;

import com.google.common.base.CaseFormat;
import dev.highorder.Scheme;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.FamilyWiring;
import dev.highorder.processor.scheme.Wiring;

/**
 * The method of a stack: one of the built-in schemes, or the user's own tableau.
 *
 * @param name for saved models and messages: {@code RK4}, {@code Simpson}
 * @param suffix what the generated class's name ends with
 * @param title its name in a sentence, as in "the forward Euler method"
 * @param order its order
 * @param source where it comes from
 * @param wiring its coefficients, or its family
 */
public record Method(
    String name, String suffix, String title, int order, String source, Wiring wiring) {

  /** Returns a built-in scheme. */
  public static Method of(Scheme scheme) {
    return new Method(
        scheme.name(),
        CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, scheme.name()),
        scheme.title(),
        scheme.order(),
        scheme.source(),
        scheme.family() == Scheme.Family.RUNGE_KUTTA
            ? ButcherTableau.of(scheme)
            : FamilyWiring.of(scheme));
  }

  /** Returns a method of the user's own, of proven order; an unnamed one is called Custom. */
  public static Method ofUser(String name, int order, ButcherTableau tableau) {
    String method = name.isEmpty() ? "Custom" : name;
    String title = name.isEmpty() ? "user's own Runge-Kutta" : name + " Runge-Kutta";
    return new Method(method, method, title, order, "a tableau of the user's own", tableau);
  }
}
