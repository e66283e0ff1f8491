package dev.highorder.processor.model;

import com.google.auto.common.AnnotationMirrors;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;

/**
 * One value of an annotation.
 *
 * @param name the name of the annotation's element, such as {@code blocks}
 * @param get the value, or its default
 * @param isWritten whether the user wrote it rather than leaving it at its default
 * @param place where the compiler shows messages about it
 */
public record Value<T>(String name, T get, boolean isWritten, AnnotationValue place) {

  /** Reads a value of an annotation. */
  static <T> Value<T> read(
      AnnotationMirror annotation, String name, Function<AnnotationValue, T> reading) {
    AnnotationValue value = AnnotationMirrors.getAnnotationValue(annotation, name);
    boolean isWritten =
        annotation.getElementValues().keySet().stream()
            .anyMatch(element -> element.getSimpleName().contentEquals(name));
    return new Value<>(name, reading.apply(value), isWritten, value);
  }

  /** Reads a value of a type that needs no conversion. */
  static <T> Value<T> read(AnnotationMirror annotation, String name, Class<T> type) {
    return read(annotation, name, value -> type.cast(value.getValue()));
  }

  /** Reads a constant of an enum. */
  static <E extends Enum<E>> Value<E> readEnum(
      AnnotationMirror annotation, String name, Class<E> type) {
    return read(
        annotation,
        name,
        value ->
            Enum.valueOf(type, ((VariableElement) value.getValue()).getSimpleName().toString()));
  }

  /** Returns the same value with messages shown elsewhere. */
  Value<T> shownAt(AnnotationValue otherPlace) {
    return new Value<>(name, get, isWritten, otherPlace);
  }

  /** Returns the elements of an array. */
  @SuppressWarnings("unchecked") // the values of an array are a list of annotation values (JSR 269)
  static List<AnnotationValue> elements(AnnotationValue array) {
    return List.copyOf((List<? extends AnnotationValue>) array.getValue());
  }
}
