package dev.highorder.processor.model;

import com.google.auto.common.MoreElements;
import dev.highorder.AfterSum;
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
 * @param afterSum the activation of a block after its sum
 * @param depth the number of blocks
 * @param scope what simple names mean in the generated file
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
    AfterSum afterSum,
    Depth depth,
    Scope scope) {

  /** Plans a declaration that has been checked: one class for each of its schemes. */
  public static List<StackPlan> allOf(HighOrderDeclaration declaration, Scope scope) {
    return declaration.choices().stream().map(choice -> of(declaration, choice, scope)).toList();
  }

  /** Returns the simple names of the classes that a declaration asks for. */
  public static List<String> classNames(HighOrderDeclaration declaration) {
    return declaration.choices().stream().map(choice -> className(declaration, choice)).toList();
  }

  private static String className(HighOrderDeclaration declaration, SchemeChoice choice) {
    String name = declaration.name().get();
    return name.isEmpty() ? declaration.subNet().name() + SchemePlan.suffix(choice) : name;
  }

  private static StackPlan of(HighOrderDeclaration declaration, SchemeChoice choice, Scope scope) {
    SubNet subNet = declaration.subNet();
    SchemePlan scheme = SchemePlan.of(choice);
    Value<String> name = declaration.name();
    return new StackPlan(
        declaration.element(),
        MoreElements.getPackage(subNet.type()).getQualifiedName().toString(),
        className(declaration, choice),
        name.isWritten() ? name.place() : choice.place(),
        subNet,
        scheme,
        declaration.weights().get(),
        StepSizePlan.of(declaration),
        declaration.afterSum().get(),
        Depth.of(declaration, scheme.wiring().stages()),
        scope);
  }

  /** Returns whether the first block of a stack can change the shape. */
  public boolean changesShape() {
    return scheme.wiring().changesShape()
        && weights == Weights.PER_STAGE
        && subNet.creators().stream().anyMatch(SubNet::hasStride);
  }

  /** Returns the qualified name of the generated class. */
  public String qualifiedName() {
    return packageName.isEmpty() ? className : packageName + "." + className;
  }
}
