package dev.highorder.processor.writing;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import dev.highorder.processor.model.LibraryTypes;
import dev.highorder.processor.model.StackPlan;

/** The types that generated code names. */
final class TypeNames {

  static final ClassName ND_ARRAY = ClassName.get("ai.djl.ndarray", "NDArray");

  /** The stages of one block, ready to be evaluated. */
  static final ClassName STAGES = inStackPackage("Stages");

  static final ClassName STACK_DESCRIPTION = ClassName.bestGuess(LibraryTypes.STACK_DESCRIPTION);

  /** Creates the sub-nets of a stack. */
  static final ClassName SUB_NET_FACTORY = inStackPackage("SubNetFactory");

  /** Creates the sub-nets of a stack that changes the shape. */
  static final ClassName STRIDED_SUB_NET_FACTORY = inStackPackage("StridedSubNetFactory");

  /** The stride and the shortcut of a first block. */
  static final ClassName SHAPE_CHANGE = inStackPackage("ShapeChange");

  /** Stem, stacks and head. */
  static final ClassName NETWORK = ClassName.get("dev.highorder.network", "Network");

  private TypeNames() {}

  private static ClassName inStackPackage(String name) {
    return ClassName.get(LibraryTypes.STACK_PACKAGE, name);
  }

  static ClassName baseClass(StackPlan plan) {
    return inStackPackage(plan.scheme().wiring().baseClass());
  }

  static ClassName generated(StackPlan plan) {
    return ClassName.get(plan.packageName(), plan.className());
  }

  static ClassName subNet(StackPlan plan) {
    return ClassName.get(plan.subNet().type());
  }

  /**
   * Returns a class of the sub-net's package before a dot or two colons. A field of the same name
   * would be meant there, so its package stands before it; in the package without a name, a cast.
   */
  static CodeBlock inExpression(StackPlan plan, ClassName type) {
    if (!isHidden(plan, type)) {
      return CodeBlock.of("$T", type);
    }
    return plan.packageName().isEmpty()
        ? CodeBlock.of("(($T) null)", type)
        : CodeBlock.of("$L", type.canonicalName());
  }

  /** Returns whether generated code calls a static method on a cast, which lints dislike. */
  static boolean castsSubNet(StackPlan plan) {
    return plan.subNet().isFactory()
        && plan.packageName().isEmpty()
        && isHidden(plan, subNet(plan));
  }

  private static boolean isHidden(StackPlan plan, ClassName type) {
    return plan.scope().fields().contains(type.topLevelClassName().simpleName());
  }
}
