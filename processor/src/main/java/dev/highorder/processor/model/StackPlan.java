package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import dev.highorder.Weights;
import java.util.List;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * A class to be generated.
 *
 * @param element the annotated element
 * @param packageName the package of the sub-net and of the generated class
 * @param className the simple name of the generated class
 * @param namePlace the value of the annotation that decides the name
 * @param subNet the sub-net to stack
 * @param scheme the scheme that wires the stages
 * @param weights which stages share a sub-net
 * @param stepSize the step size
 * @param depth the number of blocks
 * @param isMarked whether {@code @Generated} can be written: a module need not read java.compiler
 */
public record StackPlan(
    Element element,
    String packageName,
    String className,
    AnnotationValue namePlace,
    SubNet subNet,
    SchemePlan scheme,
    Weights weights,
    StepSizePlan stepSize,
    Depth depth,
    boolean isMarked) {

  /** Plans a declaration that has been checked: one class for each of its schemes. */
  public static List<StackPlan> allOf(HighOrderDeclaration declaration, boolean isMarked) {
    return declaration.choices().stream().map(choice -> of(declaration, choice, isMarked)).toList();
  }

  private static StackPlan of(
      HighOrderDeclaration declaration, SchemeChoice choice, boolean isMarked) {
    SubNet subNet = declaration.subNet();
    SchemePlan scheme = SchemePlan.of(choice);
    Value<String> name = declaration.name();
    return new StackPlan(
        declaration.element(),
        MoreElements.getPackage(subNet.type()).getQualifiedName().toString(),
        name.get().isEmpty() ? subNet.name() + scheme.suffix() : name.get(),
        name.isWritten() ? name.place() : choice.place(),
        subNet,
        scheme,
        declaration.weights().get(),
        StepSizePlan.of(declaration),
        Depth.of(declaration, scheme.wiring().stages()),
        isMarked);
  }

  /** Returns the qualified name of the generated class. */
  public String qualifiedName() {
    return packageName.isEmpty() ? className : packageName + "." + className;
  }
}
