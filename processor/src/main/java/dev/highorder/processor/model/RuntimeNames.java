package dev.highorder.processor.model;

import com.squareup.javapoet.ClassName;
import dev.highorder.Scheme;
import java.util.EnumMap;
import java.util.Map;

/**
 * The names of DJL's and the runtime's classes, which generated code uses and the processor never
 * loads.
 */
public final class RuntimeNames {

  /** DJL's block: what a sub-net is. */
  public static final ClassName BLOCK = ClassName.get("ai.djl.nn", "Block");

  /** DJL's tensor. */
  public static final ClassName ND_ARRAY = ClassName.get("ai.djl.ndarray", "NDArray");

  /** The package that generated code is made of. */
  private static final String BLOCK_PACKAGE = "dev.highorder.stack";

  /** What generated classes extend: one class for each family. */
  private static final Map<Scheme.Family, ClassName> STACKS =
      new EnumMap<>(
          Map.of(
              Scheme.Family.RUNGE_KUTTA, ClassName.get(BLOCK_PACKAGE, "RungeKuttaStack"),
              Scheme.Family.REVERSIBLE, ClassName.get(BLOCK_PACKAGE, "ReversibleStack"),
              Scheme.Family.POLYNOMIAL, ClassName.get(BLOCK_PACKAGE, "PolynomialStack"),
              Scheme.Family.MULTISTEP, ClassName.get(BLOCK_PACKAGE, "MultistepStack"),
              Scheme.Family.SECOND_ORDER, ClassName.get(BLOCK_PACKAGE, "LeapfrogStack")));

  /** Which stages share a sub-net. */
  public static final ClassName WEIGHT_SHARING = ClassName.get(BLOCK_PACKAGE, "WeightSharing");

  /** The stages of one block, ready to be evaluated. */
  public static final ClassName STAGES = ClassName.get(BLOCK_PACKAGE, "Stages");

  /** What a generated class says of itself. */
  public static final ClassName STACK_DESCRIPTION =
      ClassName.get(BLOCK_PACKAGE, "StackDescription");

  /** The step size of a stack. */
  public static final ClassName STEP = ClassName.get(BLOCK_PACKAGE, "Step");

  /** Creates the sub-nets of a stack. */
  public static final ClassName SUB_NET_FACTORY = ClassName.get(BLOCK_PACKAGE, "SubNetFactory");

  /** Stem, stacks and head. */
  public static final ClassName NETWORK = ClassName.get("dev.highorder.network", "Network");

  private RuntimeNames() {}

  /** Returns what generated classes of a family extend. */
  public static ClassName stack(Scheme.Family family) {
    return STACKS.get(family);
  }

  /** Returns whether a class of this name is what generated classes extend. */
  public static boolean isStack(String superclass) {
    return STACKS.values().stream().anyMatch(stack -> stack.canonicalName().equals(superclass));
  }
}
