package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.squareup.javapoet.ClassName;
import dev.highorder.processor.scheme.Schedule;
import java.util.List;

/**
 * The decision what to generate: a checked declaration with its method and schedule.
 *
 * @param declaration what it was made from
 * @param generated the class to write
 * @param subNet the sub-net to stack
 * @param method what wires the stages
 * @param step the step size
 * @param schedule how a block computes
 * @param blocks the blocks of each stack
 * @param marked whether {@code @Generated} can be written: a module need not read java.compiler
 */
public record StackPlan(
    HighOrderDeclaration declaration,
    ClassName generated,
    SubNet subNet,
    Method method,
    StepPlan step,
    Schedule schedule,
    List<Integer> blocks,
    boolean marked) {

  /** Plans a declaration that has been checked. */
  public static StackPlan of(
      HighOrderDeclaration declaration, Method method, StepPlan step, boolean marked) {
    SubNet subNet = SubNet.of(declaration.element());
    String name =
        declaration.name().isEmpty() ? subNet.name() + method.suffix() : declaration.name();
    return new StackPlan(
        declaration,
        ClassName.get(packageOf(subNet), name),
        subNet,
        method,
        step,
        Schedule.of(method.tableau()),
        declaration.blocks().stream().map(value -> (Integer) value.getValue()).toList(),
        marked);
  }

  private static String packageOf(SubNet subNet) {
    return MoreElements.getPackage(subNet.type()).getQualifiedName().toString();
  }
}
