package dev.highorder;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An explicit Runge-Kutta scheme, drawn as textbooks draw its Butcher tableau.
 *
 * <p>The constants of {@link Scheme} are drawn so. Draw a scheme of your own in {@link
 * HighOrder#tableau()} for one sub-net, or on an interface that names it and serves several:
 *
 * <pre>{@code
 * @Tableau(
 *     order = 3,
 *     value =
 *         """
 *          0  |
 *         1/2 | 1/2
 *          1  | -1   2
 *             | 1/6 2/3 1/6
 *         """)
 * interface Simpson {}
 *
 * @HighOrder(tableauOf = Simpson.class, blocks = 9)
 * public final class VggSubNet extends SequentialBlock { ... }    // VggSubNetSimpson
 * }</pre>
 *
 * <p>The compiler checks that the scheme is explicit, that every stage is used and that each row of
 * a sums to its c. It proves the order up to 9 by the conditions of all rooted trees, and reports
 * what it found in a note.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Tableau {

  /**
   * The drawing: a line {@code c | a ...} for each stage, then a line {@code | b ...} with the
   * weights. The c column may be left out, and so may the bars, the empty first row and the zeros
   * on and above the diagonal.
   *
   * <p>Numbers are exact: integers, fractions, decimals and expressions in {@code sqrt(n)}, as in
   * {@code 1/2}, {@code -0.25}, {@code (2-sqrt(2))/2}. They are separated by spaces, tabs, or
   * commas followed by a space. Unicode minus signs and fractions, box-drawing lines and LaTeX rows
   * are understood as well.
   *
   * <p>A number has at most 1,000 characters and a size from 1e-37 to 1e38, or it is 0; a drawing
   * has at most 65,535 characters.
   */
  String value();

  /**
   * The order that the tableau claims; the compiler rejects a tableau whose order is lower. Left
   * out, nothing is claimed but that the weights sum to 1. Write 0 if they are not meant to.
   */
  int order() default UNCLAIMED;

  /** Where the tableau was published, as in {@code Kutta 1901}; generated Javadoc repeats it. */
  String source() default "";

  /**
   * The scheme's name in a sentence, as in "the <em>forward Euler</em> scheme"; by default the name
   * of the annotated type, followed by "Runge-Kutta".
   */
  String title() default "";

  /** The value of {@link #order()} that claims nothing. */
  int UNCLAIMED = -1;
}
