package dev.highorder;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The coefficients of an explicit Runge-Kutta method of your own.
 *
 * <p>Write it in {@link HighOrder#tableau()} for one sub-net, or on an interface that gives it a
 * name and serves several:
 *
 * <pre>{@code
 * @Tableau(a = {"1/2", "-1 2"}, b = "1/6 2/3 1/6", order = 3)
 * interface Simpson {}
 *
 * @HighOrder(tableauOf = Simpson.class, blocks = 9)
 * public final class VggSubNet extends SequentialBlock { ... }    // VggSubNetSimpson
 * }</pre>
 *
 * <p>The compiler checks that the method is explicit and uses every stage, proves its order up to 9
 * by the conditions of all rooted trees, and says in a note what it found.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Tableau {

  /**
   * The coefficients of stages 2, 3, ... : one row for each, holding one number for each earlier
   * stage, separated by spaces.
   *
   * <p>Numbers are exact: integers, decimals, fractions and expressions in {@code sqrt(n)} without
   * spaces, as in {@code "1/2"}, {@code "0 1/2"}, {@code "(2-sqrt(2))/2"}.
   */
  String[] a() default {};

  /** The weights of all stages in the output, separated by spaces, as in {@code "1/6 2/3 1/6"}. */
  String b();

  /**
   * The order that the table claims; the compiler rejects a table whose order is lower. Left out,
   * nothing is claimed but that the weights sum to 1. Write 0 if they are not meant to.
   */
  int order() default UNCLAIMED;

  /** The value of {@link #order()} that claims nothing. */
  int UNCLAIMED = -1;
}
