package dev.highorder.processor.model;

import com.google.common.base.CaseFormat;
import dev.highorder.Scheme;
import dev.highorder.processor.scheme.ButcherTableau;

/**
 * The Runge-Kutta method of a stack: one of the built-in schemes, or the user's own.
 *
 * @param name for saved models and messages: {@code RK4}, {@code Simpson}
 * @param suffix what the generated class's name ends with
 * @param title its name in a sentence, as in "the forward Euler method"
 * @param order its order
 * @param source where it comes from
 * @param tableau its coefficients
 */
public record Method(
    String name, String suffix, String title, int order, String source, ButcherTableau tableau) {

  /** Returns a built-in scheme. */
  public static Method of(Scheme scheme) {
    return new Method(
        scheme.name(),
        CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, scheme.name()),
        scheme.title(),
        scheme.order(),
        scheme.source(),
        ButcherTableau.of(scheme));
  }

  /** Returns a method of the user's own, of proven order; an unnamed one is called Custom. */
  public static Method ofUser(String name, int order, ButcherTableau tableau) {
    String method = name.isEmpty() ? "Custom" : name;
    String title = name.isEmpty() ? "user's own Runge-Kutta" : name + " Runge-Kutta";
    return new Method(method, method, title, order, "a tableau of the user's own", tableau);
  }
}
