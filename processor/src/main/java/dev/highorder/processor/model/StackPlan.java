package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.squareup.javapoet.ClassName;
import dev.highorder.Weights;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.FamilyWiring;
import dev.highorder.processor.scheme.Schedule;
import java.util.List;
import java.util.Optional;

/**
 * The decision what to generate: a checked declaration with its method and schedule.
 *
 * @param declaration what it was made from
 * @param generated the class to write
 * @param subNet the sub-net to stack
 * @param method what wires the stages
 * @param weights which stages share a sub-net
 * @param step the step size
 * @param schedule how a block computes; empty where the runtime knows
 * @param blocks the blocks of each stack
 * @param marked whether {@code @Generated} can be written: a module need not read java.compiler
 */
public record StackPlan(
    HighOrderDeclaration declaration,
    ClassName generated,
    SubNet subNet,
    Method method,
    Weights weights,
    StepPlan step,
    Optional<Schedule> schedule,
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
        declaration.weights(),
        step,
        method.wiring() instanceof ButcherTableau tableau
            ? Optional.of(Schedule.of(tableau))
            : Optional.empty(),
        declaration.blocks().stream().map(value -> (Integer) value.getValue()).toList(),
        marked);
  }

  /** Returns how many tensors are kept while a sub-net runs. */
  public int held() {
    return schedule.map(Schedule::held).orElseGet(() -> ((FamilyWiring) method.wiring()).held());
  }

  private static String packageOf(SubNet subNet) {
    return MoreElements.getPackage(subNet.type()).getQualifiedName().toString();
  }
}
