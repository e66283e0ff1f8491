package dev.highorder.processor.model;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.highorder.AfterSum;
import dev.highorder.HighOrder;
import dev.highorder.StepSize;
import dev.highorder.Tableau;
import dev.highorder.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * One {@code @HighOrder} as the user wrote it, unchecked.
 *
 * @param element the annotated class or method
 * @param subNet the sub-net that the element stands for
 * @param schemes the built-in schemes
 * @param tableau a tableau that is drawn in place; one element if it is written
 * @param tableauOf a type that carries a tableau; one element if it is written
 * @param weights which stages share a sub-net
 * @param step the kind of step size
 * @param h the step size, or its initial value
 * @param range the bounds of a trained step size
 * @param afterSum the activation of a block after its sum
 * @param blocks the number of blocks of each stack
 * @param subNets the number of sub-nets of a stack
 * @param name the name of the generated class, or empty
 */
public record HighOrderDeclaration(
    Element element,
    SubNet subNet,
    Value<List<SchemeChoice>> schemes,
    Value<List<SchemeChoice>> tableau,
    Value<List<SchemeChoice>> tableauOf,
    Value<Weights> weights,
    Value<StepSize> step,
    Value<Double> h,
    Value<List<Double>> range,
    Value<AfterSum> afterSum,
    Value<List<Value<Integer>>> blocks,
    Value<Integer> subNets,
    Value<String> name) {

  /** Returns the annotations on an element, in source order. */
  public static List<AnnotationMirror> annotationsOn(Element element) {
    List<AnnotationMirror> annotations = new ArrayList<>();
    MoreElements.getAnnotationMirror(element, HighOrder.class)
        .toJavaUtil()
        .ifPresent(annotations::add);
    list(element).map(HighOrderDeclaration::elementsOf).ifPresent(annotations::addAll);
    return annotations;
  }

  /** Returns the container of repeated annotations on an element, if it contains nothing. */
  public static Optional<AnnotationMirror> emptyListOn(Element element) {
    return list(element).filter(container -> elementsOf(container).isEmpty());
  }

  private static Optional<AnnotationMirror> list(Element element) {
    return MoreElements.getAnnotationMirror(element, HighOrder.List.class).toJavaUtil();
  }

  /** Anything else in it is an error that the compiler reports itself. */
  private static List<AnnotationMirror> elementsOf(AnnotationMirror container) {
    Object value = AnnotationMirrors.getAnnotationValue(container, "value").getValue();
    return value instanceof List<?> values
        ? values.stream()
            .map(AnnotationValue.class::cast)
            .map(AnnotationValue::getValue)
            .filter(AnnotationMirror.class::isInstance)
            .map(AnnotationMirror.class::cast)
            .toList()
        : List.of();
  }

  /** Reads one annotation of an element. */
  public static HighOrderDeclaration of(Element element, AnnotationMirror annotation) {
    return new HighOrderDeclaration(
        element,
        SubNet.of(element),
        Value.read(annotation, "scheme", HighOrderDeclaration::constants),
        ifWritten(Value.read(annotation, "tableau", value -> value), SchemeChoice::ofTableau),
        ifWritten(Value.read(annotation, "tableauOf", value -> value), SchemeChoice::ofType),
        Value.readEnum(annotation, "weights", Weights.class),
        Value.readEnum(annotation, "step", StepSize.class),
        Value.read(annotation, "h", Double.class),
        Value.read(annotation, "range", HighOrderDeclaration::doubles),
        Value.readEnum(annotation, "afterSum", AfterSum.class),
        Value.read(annotation, "blocks", HighOrderDeclaration::integers),
        Value.read(annotation, "subNets", Integer.class),
        Value.read(annotation, "name", String.class));
  }

  /** Returns the {@code @Tableau} of the type that {@code tableauOf} names, if it carries one. */
  public static Optional<AnnotationMirror> annotationOfTableau(AnnotationMirror annotation) {
    TypeMirror type = Value.read(annotation, "tableauOf", TypeMirror.class).get();
    return type.getKind() == TypeKind.DECLARED
        ? MoreElements.getAnnotationMirror(MoreTypes.asElement(type), Tableau.class).toJavaUtil()
        : Optional.empty();
  }

  private static List<SchemeChoice> constants(AnnotationValue array) {
    return Value.elements(array).stream().map(SchemeChoice::ofConstant).toList();
  }

  private interface Reading {
    SchemeChoice read(AnnotationValue place);
  }

  private static Value<List<SchemeChoice>> ifWritten(
      Value<AnnotationValue> value, Reading reading) {
    List<SchemeChoice> choices =
        value.isWritten() ? List.of(reading.read(value.place())) : List.of();
    return new Value<>(value.name(), choices, value.isWritten(), value.place());
  }

  private static List<Double> doubles(AnnotationValue array) {
    return Value.elements(array).stream().map(value -> (Double) value.getValue()).toList();
  }

  private static List<Value<Integer>> integers(AnnotationValue array) {
    return Value.elements(array).stream()
        .map(value -> new Value<>("blocks", (Integer) value.getValue(), true, value))
        .toList();
  }

  /**
   * Returns those of scheme, tableau and tableauOf that are written; a valid annotation has one.
   */
  public List<Value<List<SchemeChoice>>> writtenSchemes() {
    return Stream.of(schemes, tableau, tableauOf).filter(Value::isWritten).toList();
  }

  /** Returns every scheme that the annotation asks for. */
  public List<SchemeChoice> choices() {
    return writtenSchemes().stream().flatMap(value -> value.get().stream()).toList();
  }
}
