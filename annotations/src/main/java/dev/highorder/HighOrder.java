package dev.highorder;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Generates a DJL {@code Block} that stacks the annotated sub-net by a numerical scheme, most often
 * a Runge-Kutta scheme.
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
 *   @HighOrder(scheme = {Scheme.EULER, Scheme.RK4}, subNets = 28)
 *   static Block bottleneck(int channels) { ... }
 * }
 * }</pre>
 *
 * <p>generates, in the same package, {@code VggSubNetRk4}, and {@code BottleneckEuler} of 28 blocks
 * and {@code BottleneckRk4} of 7: blocks with the sub-net's own constructor parameters.
 *
 * <pre>{@code
 * Block stack = new VggSubNetRk4(64);                    // 7 blocks, as annotated
 * Block deeper = VggSubNetRk4.withBlocks(14, 64);        // any other number, at run time
 * Network network = VggSubNetRk4.network(10, 64);        // stem, stack, head for 10 classes
 * }</pre>
 *
 * <p>A block has one sub-net for each stage, with weights of its own unless {@link #weights()} says
 * otherwise. With a two-layer sub-net, an RK4 stack of seven blocks, a stem and a head have {@code
 * 2 * 4 * 7 + 2 = 58} layers.
 *
 * <p>The annotation may be repeated, for stacks that differ in more than their scheme.
 *
 * <p>It has no effect on local and anonymous classes and on their members: compilers do not show
 * these to annotation processors, so that neither a class nor a message results. Annotate a
 * top-level or nested class, or a method of one.
 *
 * <p>Stacks of equal depth have equally many layers, but they do not all follow their equation for
 * the same time. With the default step size of 1, 28 sub-nets integrate over the time 28 by Euler
 * and over the time 7 by RK4: order and integration time change together. With {@code step =
 * StepSize.DIVIDED} all schemes integrate over the time {@link #h()}, which is the fair comparison
 * of schemes.
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
   * The schemes that wire the stages of a block, one or several; each gives a class of its own. Set
   * exactly one of {@code scheme}, {@link #tableau()} and {@link #tableauOf()}.
   */
  Scheme[] scheme() default {};

  /** A scheme of your own, drawn in place. */
  Tableau tableau() default @Tableau("");

  /** A type that carries a {@link Tableau}: a scheme of your own that several sub-nets share. */
  Class<?> tableauOf() default void.class;

  /** Which stages have weights of their own; {@link Weights#SHARED} gives a neural ODE. */
  Weights weights() default Weights.PER_STAGE;

  /** Whether the step size h of a block is fixed, divided or trained. */
  StepSize step() default StepSize.FIXED;

  /**
   * The step size, the initial value of a trained one, or the time that is divided. Blocks compute
   * with floats: its size is from 1e-37 to 1e38, or it is trained from 0.
   */
  double h() default 1;

  /**
   * The smallest and the largest value of a trained step size, as in {@code {0.125, 4}}; by default
   * it is unbounded. A step size beyond a bound acts as the bound and gets no gradient.
   */
  double[] range() default {};

  /**
   * The activation of a block after its sum: {@code y = relu(x + sum_i b_i k_i)} with {@link
   * AfterSum#RELU}. The schemes {@link Scheme#REVNET} and {@link Scheme#LEAPFROG} take none.
   */
  AfterSum afterSum() default AfterSum.NOTHING;

  /**
   * The number of blocks of a stack, at least 1. Several numbers, such as {@code {3, 4, 6, 3}}, are
   * the stacks of a network, between which the width doubles and the image halves.
   *
   * <p>Set exactly one of {@code blocks} and {@link #subNets()}. The number is a default: the
   * generated class also takes it at run time.
   */
  int[] blocks() default {};

  /**
   * The number of sub-nets of a stack, counted once for each stage of each block whether or not
   * they share weights: the depth of the stack, which is divided by the stages of each scheme.
   * {@code scheme = {EULER, MIDPOINT, RK4}, subNets = 28} gives stacks of 28, 14 and 7 blocks.
   *
   * <p>The compiler rejects a number that the stages of a scheme do not divide, and names the
   * nearest that they do.
   */
  int subNets() default 0;

  /**
   * The simple name of the generated class; by default the sub-net's name followed by the scheme's,
   * as in {@code VggSubNetRk4}. With several schemes it must be left out. It is also the name of a
   * file: of at most 249 bytes, and no device of Windows, such as {@code CON}.
   */
  String name() default "";

  /** The container of repeated annotations, which the compiler writes; an empty one is an error. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface List {

    /** The annotations, in source order. */
    HighOrder[] value();
  }
}
