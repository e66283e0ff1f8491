package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import com.google.common.base.CaseFormat;
import com.squareup.javapoet.ClassName;
import dev.highorder.Scheme;
import dev.highorder.processor.scheme.ButcherTableau;
import dev.highorder.processor.scheme.Schedule;
import java.util.List;

/**
 * The decision what to generate: a checked declaration with its tableau and schedule.
 *
 * @param declaration what it was made from
 * @param generated the class to write
 * @param subNet the sub-net to stack
 * @param scheme the scheme
 * @param tableau the scheme's coefficients
 * @param schedule how a block computes
 * @param blocks the blocks of each stack
 */
public record StackPlan(
    HighOrderDeclaration declaration,
    ClassName generated,
    SubNet subNet,
    Scheme scheme,
    ButcherTableau tableau,
    Schedule schedule,
    List<Integer> blocks) {

  /** Plans a declaration that has been checked. */
  public static StackPlan of(HighOrderDeclaration declaration) {
    SubNet subNet = SubNet.of(declaration.element());
    Scheme scheme = Scheme.valueOf(declaration.scheme());
    ButcherTableau tableau = ButcherTableau.of(scheme);
    String name = declaration.name().isEmpty() ? defaultName(subNet, scheme) : declaration.name();
    return new StackPlan(
        declaration,
        ClassName.get(packageOf(subNet), name),
        subNet,
        scheme,
        tableau,
        Schedule.of(tableau),
        declaration.blocks().stream().map(value -> (Integer) value.getValue()).toList());
  }

  private static String packageOf(SubNet subNet) {
    return MoreElements.getPackage(subNet.type()).getQualifiedName().toString();
  }

  /** {@code VggSubNet} and {@code RK4} make {@code VggSubNetRk4}. */
  private static String defaultName(SubNet subNet, Scheme scheme) {
    return subNet.name() + CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, scheme.name());
  }
}
