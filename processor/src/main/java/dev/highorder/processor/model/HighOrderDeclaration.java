package dev.highorder.processor.model;

import static com.google.auto.common.AnnotationMirrors.getAnnotationValue;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.MoreElements;
import dev.highorder.HighOrder;
import dev.highorder.Weights;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;

/**
 * One {@code @HighOrder} as the user wrote it, unchecked.
 *
 * @param element the annotated class or method
 * @param annotation the annotation
 * @param blocks the values of {@code blocks}, each with its place in the source
 * @param name the value of {@code name}, empty if it was left out
 */
public record HighOrderDeclaration(
    Element element,
    AnnotationMirror annotation,
    List<? extends AnnotationValue> blocks,
    String name) {

  /** Returns the declarations on an element, in source order. */
  public static List<HighOrderDeclaration> allOn(Element element) {
    List<AnnotationMirror> annotations = new ArrayList<>();
    MoreElements.getAnnotationMirror(element, HighOrder.class)
        .toJavaUtil()
        .ifPresent(annotations::add);
    MoreElements.getAnnotationMirror(element, HighOrder.List.class)
        .toJavaUtil()
        .ifPresent(
            container -> {
              for (AnnotationValue value : listOf(getAnnotationValue(container, "value"))) {
                annotations.add((AnnotationMirror) value.getValue());
              }
            });
    return annotations.stream().map(annotation -> of(element, annotation)).toList();
  }

  private static HighOrderDeclaration of(Element element, AnnotationMirror annotation) {
    return new HighOrderDeclaration(
        element,
        annotation,
        listOf(getAnnotationValue(annotation, "blocks")),
        (String) getAnnotationValue(annotation, "name").getValue());
  }

  /** Returns which stages share a sub-net. */
  public Weights weights() {
    VariableElement constant = (VariableElement) place("weights").getValue();
    return Weights.valueOf(constant.getSimpleName().toString());
  }

  /** Returns whether the element has more annotations like this one. */
  public boolean isRepeated() {
    return MoreElements.isAnnotationPresent(element, HighOrder.List.class);
  }

  /** Returns whether the user wrote this value, rather than leaving it at its default. */
  public boolean wrote(String value) {
    return annotation.getElementValues().keySet().stream()
        .anyMatch(element -> element.getSimpleName().contentEquals(value));
  }

  /** Returns the place of one of the annotation's values. */
  public AnnotationValue place(String value) {
    return AnnotationMirrors.getAnnotationValue(annotation, value);
  }

  @SuppressWarnings("unchecked") // the values of an array are a list of annotation values (JSR 269)
  private static List<? extends AnnotationValue> listOf(AnnotationValue array) {
    return (List<? extends AnnotationValue>) array.getValue();
  }
}
