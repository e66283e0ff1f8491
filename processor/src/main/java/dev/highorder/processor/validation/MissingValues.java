package dev.highorder.processor.validation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/**
 * Adds to a set what does not exist in the values of an annotation: a type by its name, anything
 * else by the name of the annotation's element.
 */
final class MissingValues extends SimpleAnnotationValueVisitor14<Void, Set<String>> {

  /** The text that javac shows instead of a value that it cannot compute. */
  private static final String NO_VALUE = "<error>";

  private final String name;

  private MissingValues(String name) {
    this.name = name;
  }

  /** Adds what is missing in the values that are written. */
  static void addTo(Set<String> missing, AnnotationMirror annotation) {
    addTo(missing, annotation, "the value of ");
  }

  private static void addTo(Set<String> missing, AnnotationMirror annotation, String prefix) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        annotation.getElementValues().entrySet()) {
      MissingValues visitor = new MissingValues(prefix + entry.getKey().getSimpleName());
      if (entry.getValue() == null || entry.getValue().getValue() == null) {
        missing.add(visitor.name);
      } else {
        entry.getValue().accept(visitor, missing);
      }
    }
  }

  @Override
  public Void visitString(String value, Set<String> missing) {
    if (value.equals(NO_VALUE)) {
      missing.add(name);
    }
    return null;
  }

  @Override
  public Void visitType(TypeMirror type, Set<String> missing) {
    return type.accept(new MissingTypes(), missing);
  }

  @Override
  public Void visitEnumConstant(VariableElement constant, Set<String> missing) {
    return constant.asType().accept(new MissingTypes(), missing);
  }

  @Override
  public Void visitAnnotation(AnnotationMirror annotation, Set<String> missing) {
    addTo(missing, annotation, name + ".");
    return null;
  }

  @Override
  public Void visitArray(List<? extends AnnotationValue> values, Set<String> missing) {
    values.forEach(value -> value.accept(this, missing));
    return null;
  }

  @Override
  public Void visitUnknown(AnnotationValue value, Set<String> missing) {
    missing.add(name);
    return null;
  }
}
