package dev.highorder;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks the compiler for a DJL {@code Block} that stacks the annotated sub-net as a numerical
 * method, most often a Runge-Kutta method.
 *
 * <p>A <em>sub-net</em> is a DJL {@code Block} whose output has the shape of its input. It may be a
 * class, or a static factory method that returns a {@code Block}:
 *
 * <pre>{@code
 * @HighOrder(scheme = Scheme.RK4, blocks = 7)
 * public final class VggSubNet extends SequentialBlock {
 *   public VggSubNet(int channels) { ... }              // conv3x3-BN-ReLU twice
 * }
 *
 * final class Models {
 *   @HighOrder(scheme = Scheme.EULER, blocks = 28)
 *   static Block bottleneck(int channels) { ... }
 * }
 * }</pre>
 *
 * <p>generates, in the same package, {@code VggSubNetRk4} and {@code BottleneckEuler}: blocks with
 * the sub-net's own constructor parameters.
 *
 * <pre>{@code
 * Block stack = new VggSubNetRk4(64);                    // 7 blocks, as annotated
 * Block deeper = VggSubNetRk4.withBlocks(14, 64);        // any other number, at run time
 * Network network = VggSubNetRk4.network(10, 64);        // stem, stack, head for 10 classes
 * }</pre>
 *
 * <p>A block has one sub-net per stage, each with weights of its own unless {@link #weights()} says
 * otherwise. With a two-layer sub-net, an RK4 stack of seven blocks, a stem and a head are {@code 2
 * * 4 * 7 + 2 = 58} layers.
 *
 * <p>The annotation may be repeated: one sub-net, several schemes, several generated classes.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Luo et al., Rethinking ResNets: improved stacking
 *     strategies with high-order schemes (2022)</a>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(HighOrder.List.class)
public @interface HighOrder {

  /**
   * The method that wires the stages of a block. Write exactly one of {@code scheme}, {@link
   * #tableau()} and {@link #tableauOf()}.
   */
  Scheme scheme() default Scheme.EULER;

  /** A method of your own. */
  Tableau tableau() default @Tableau(b = "");

  /** A type that carries a {@link Tableau}: a method of your own that several sub-nets share. */
  Class<?> tableauOf() default void.class;

  /** Which stages have weights of their own; {@link Weights#SHARED} gives a neural ODE. */
  Weights weights() default Weights.PER_STAGE;

  /** Whether the step size h of a block is fixed or trained. */
  StepSize step() default StepSize.FIXED;

  /** The step size, what a trained one starts from, or the time that is divided. */
  double h() default 1;

  /**
   * The smallest and the largest value of a trained step size, as in {@code {0.125, 4}}; by default
   * there is none. A step size beyond a bound acts as the bound and is not moved by its gradient.
   */
  double[] range() default {};

  /**
   * How many blocks a stack has: one number for one stack, several for a network of several stacks
   * (for example {@code {3, 4, 6, 3}}), between which the width doubles and the image halves.
   *
   * <p>Each is at least 1. The numbers are defaults: the generated class also takes them at run
   * time.
   */
  int[] blocks();

  /**
   * The simple name of the generated class; by default the sub-net's name followed by the scheme's,
   * as in {@code VggSubNetRk4}.
   */
  String name() default "";

  /** Holds the annotations of an element that has several; the compiler writes it. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface List {

    /** The annotations, in source order. */
    HighOrder[] value();
  }
}
