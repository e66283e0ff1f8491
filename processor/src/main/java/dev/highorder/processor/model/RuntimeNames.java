package dev.highorder.processor.model;

import com.squareup.javapoet.ClassName;

/**
 * The names of DJL's and the runtime's classes, which generated code uses and the processor never
 * loads.
 */
public final class RuntimeNames {

  /** DJL's block: what a sub-net is. */
  public static final ClassName BLOCK = ClassName.get("ai.djl.nn", "Block");

  /** DJL's tensor. */
  public static final ClassName ND_ARRAY = ClassName.get("ai.djl.ndarray", "NDArray");

  /** What every generated class extends. */
  public static final ClassName HIGH_ORDER_STACK =
      ClassName.get("dev.highorder.block", "HighOrderStack");

  /** The stages of one block, ready to be evaluated. */
  public static final ClassName STAGES = ClassName.get("dev.highorder.block", "Stages");

  /** What a generated class says of itself. */
  public static final ClassName STACK_DESCRIPTION =
      ClassName.get("dev.highorder.block", "StackDescription");

  /** The step size of a stack. */
  public static final ClassName STEP = ClassName.get("dev.highorder.block", "Step");

  /** Creates the sub-nets of a stack. */
  public static final ClassName SUB_NET_FACTORY =
      ClassName.get("dev.highorder.block", "SubNetFactory");

  /** Stem, stacks and head. */
  public static final ClassName NETWORK = ClassName.get("dev.highorder.network", "Network");

  private RuntimeNames() {}
}
